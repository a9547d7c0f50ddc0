"""Waiting for a database that is away, instead of giving up hours of training for it."""

import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from cellscanner_shared.outages import is_database_away, pauses
from sqlalchemy.exc import SQLAlchemyError

_LOG = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")


def through_outages(query: Callable[P, R]) -> Callable[P, R]:
    """The same query, begun anew with growing pauses for as long as the database is away; it may run often."""

    @wraps(query)
    def patient(*args: P.args, **kwargs: P.kwargs) -> R:
        waits = pauses()
        while True:
            try:
                return query(*args, **kwargs)
            except SQLAlchemyError as error:
                if not is_database_away(error):
                    raise
                pause = next(waits)
                _LOG.warning("waiting %.1f s for the database: %s", pause, type(error).__name__)
            time.sleep(pause)

    return patient
