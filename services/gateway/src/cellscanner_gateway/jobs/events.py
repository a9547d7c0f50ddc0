"""A job's progress as server-sent events."""

import asyncio
import logging
from collections.abc import AsyncIterator
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError
from sse_starlette import ServerSentEvent

from cellscanner_gateway.database import Database
from cellscanner_gateway.jobs import repository
from cellscanner_gateway.jobs.models import TERMINAL_STATES
from cellscanner_gateway.jobs.schemas import JobOut
from cellscanner_gateway.jobs.signals import JobSignals

_LOG = logging.getLogger(__name__)
# A notification can be lost with its connection; this is how late a stream then is.
_LOOK_ANYWAY_S = 10.0
_RETRY_MS = 2000


async def follow(
    database: Database, signals: JobSignals, job_id: UUID, user_id: UUID, look_anyway_s: float = _LOOK_ANYWAY_S
) -> AsyncIterator[ServerSentEvent]:
    """Events `progress` with the job as data: now, at every change, last when it has ended. Waits through an outage."""
    shown: JobOut | None = None
    with signals.watch(job_id) as changed:
        while True:
            changed.clear()
            known, job = await _read(database, job_id, user_id)
            if known and job is None:
                return
            if job is not None and job != shown:
                shown = job
                yield ServerSentEvent(job.model_dump_json(), event="progress", retry=_RETRY_MS)
                if job.state in TERMINAL_STATES:
                    return
            await _wait(changed, look_anyway_s)


async def _read(database: Database, job_id: UUID, user_id: UUID) -> tuple[bool, JobOut | None]:
    """Whether the database answered, and the job, None where it is gone."""
    try:
        async with database.transaction() as session:
            job = await repository.find(session, job_id, user_id)
            return True, None if job is None else JobOut.of(job)
    except SQLAlchemyError as error:
        _LOG.warning("a job stream waits for the database: %s", type(error).__name__)
        return False, None


async def _wait(changed: asyncio.Event, most_s: float) -> None:
    try:
        async with asyncio.timeout(most_s):
            await changed.wait()
    except TimeoutError:
        return
