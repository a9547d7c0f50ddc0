"""Waiting for a database or a service that is away, instead of failing a picture for it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar
from uuid import UUID

from cellscanner_shared.errors import StoreUnavailable
from cellscanner_shared.outages import is_database_away, pauses
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.database import Database
from cellscanner_gateway.jobs import repository as jobs
from cellscanner_gateway.pipeline.errors import ServiceUnavailable

_LOG = logging.getLogger(__name__)
T = TypeVar("T")


def is_outage(error: BaseException) -> bool:
    """Whether waiting may help: database, object store, detector or classifier do not answer."""
    return isinstance(error, StoreUnavailable | ServiceUnavailable) or is_database_away(error)


async def patiently(work: Callable[[], Awaitable[T]], on_wait: Callable[[], Awaitable[None]] | None = None) -> T:
    """The result of `work`, begun anew with growing pauses for as long as something it needs is away.

    There is no end to the waiting: the job shows that it waits, and its owner can cancel it. `work` may run often.
    """
    waits = pauses()
    while True:
        try:
            return await work()
        except Exception as error:  # what counts as an outage comes from four libraries; all else goes on up
            if not is_outage(error):
                raise
            pause = next(waits)
            _LOG.warning("waiting %.1f s: %s: %s", pause, type(error).__name__, error)
        if on_wait is not None:
            await on_wait()
        await asyncio.sleep(pause)


async def transact(database: Database, query: Callable[[AsyncSession], Awaitable[T]]) -> T:
    """What `query` answers in a transaction of its own, begun anew for as long as the database is away."""

    async def once() -> T:
        async with database.transaction() as session:
            return await query(session)

    return await patiently(once)


async def show_stage(database: Database, job_id: UUID, stage: str) -> None:
    """Write what a live job is at; waits for the database."""
    await transact(database, lambda session: jobs.set_progress(session, job_id, stage=stage))
