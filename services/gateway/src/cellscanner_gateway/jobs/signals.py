"""News of jobs: PostgreSQL notifies on every change of a row, and whoever watches that job is woken."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from uuid import UUID

import psycopg
from sqlalchemy.engine import make_url

_LOG = logging.getLogger(__name__)
CHANNEL = "cellscanner_jobs"
_RECONNECT_S = 1.0


class JobSignals:
    """One listening connection a process, however many streams are open."""

    def __init__(self, database_url: str) -> None:
        self._conninfo = make_url(database_url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._waiting: defaultdict[UUID, set[asyncio.Event]] = defaultdict(set)

    @contextmanager
    def watch(self, job_id: UUID) -> Iterator[asyncio.Event]:
        """An event that is set whenever the job may have changed."""
        event = asyncio.Event()
        self._waiting[job_id].add(event)
        try:
            yield event
        finally:
            self._waiting[job_id].discard(event)
            if not self._waiting[job_id]:
                del self._waiting[job_id]

    @asynccontextmanager
    async def listening(self) -> AsyncIterator["JobSignals"]:
        """Listen in the background while the block runs."""
        task = asyncio.create_task(self._listen_forever(), name="job-signals")
        try:
            yield self
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _listen_forever(self) -> None:
        while True:
            try:
                await self._listen()
            except psycopg.Error as error:
                _LOG.warning("job signals interrupted, connecting again: %s", type(error).__name__)
            await asyncio.sleep(_RECONNECT_S)

    async def _listen(self) -> None:
        async with await psycopg.AsyncConnection.connect(self._conninfo, autocommit=True) as connection:
            await connection.execute(f"listen {CHANNEL}")
            self._wake_all()  # something may have changed while nobody listened
            async for note in connection.notifies():
                self._wake(note.payload)

    def _wake(self, payload: str) -> None:
        for event in self._waiting.get(UUID(payload), ()):
            event.set()

    def _wake_all(self) -> None:
        for events in self._waiting.values():
            for event in events:
                event.set()
