"""Waiting for a database that is away, instead of giving up hours of training for it."""

import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

_LOG = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.2, 5.0


def through_outages(query: Callable[P, R]) -> Callable[P, R]:
    """The same query, begun anew with growing pauses for as long as the database is away; it may run often."""

    @wraps(query)
    def patient(*args: P.args, **kwargs: P.kwargs) -> R:
        pause = _FIRST_PAUSE_S
        while True:
            try:
                return query(*args, **kwargs)
            except SQLAlchemyError as error:
                if not _is_outage(error):
                    raise
                _LOG.warning("waiting %.1f s for the database: %s", pause, type(error).__name__)
            time.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE_S)

    return patient


def _is_outage(error: SQLAlchemyError) -> bool:
    if isinstance(error, OperationalError | InterfaceError | PoolTimeout):
        return True
    return isinstance(error, DBAPIError) and error.connection_invalidated
