"""Telling live workers from dead ones, exactly: each holds a session-level advisory lock of PostgreSQL while it lives.

The server drops the lock with the connection, so a worker that was killed is dead to everyone at once.
"""

import asyncio
import logging
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncSession

_LOG = logging.getLogger(__name__)
# Class of the two-part lock key: "CSWK" in ASCII. The second part is the worker's own number.
WORKER_LOCK = 0x4353574B
_AGAIN_S = 1.0
_ANSWER_WITHIN_S = 5.0
_LIVE_WORKERS = text(
    "select count(*) from pg_locks where locktype = 'advisory' and granted and classid = :class and objsubid = 2"
    " and database = (select oid from pg_database where datname = current_database())"
)


def worker_number(executor_id: str) -> int:
    """Second part of the lock key: a signed 32 bit number made from the executor's name."""
    return int.from_bytes(zlib.crc32(executor_id.encode()).to_bytes(4, "big"), "big", signed=True)


async def count_live_workers(session: AsyncSession) -> int:
    """How many prediction workers are alive on this database."""
    return int((await session.scalar(_LIVE_WORKERS, {"class": WORKER_LOCK})) or 0)


class Liveness:
    """This worker's lock, on a connection of its own."""

    def __init__(self, database_url: str, executor_id: str) -> None:
        url = make_url(database_url).set(drivername="postgresql")
        self._conninfo = url.render_as_string(hide_password=False)
        self._executor_id = executor_id
        self._connection: psycopg.AsyncConnection[tuple[object, ...]] | None = None

    async def hold(self) -> None:
        """Come alive, waiting for the database and for another process that holds the same name."""
        while True:
            try:
                self._connection = await self._connect()
                if await try_lock(self._connection, self._executor_id):
                    return
                _LOG.warning("another worker named %s is alive; waiting for it to end", self._executor_id)
                await self.release()
            except (psycopg.Error, TimeoutError) as error:
                _LOG.warning("the database does not answer yet: %s", type(error).__name__)
            await asyncio.sleep(_AGAIN_S)

    async def confirm(self) -> None:
        """Return while the lock is held; take it again where the connection was lost."""
        try:
            async with asyncio.timeout(_ANSWER_WITHIN_S):
                if self._connection is not None:
                    await self._connection.execute("select 1")
                    return
        except (psycopg.Error, TimeoutError) as error:
            _LOG.warning("the worker's lock was lost with its connection: %s", type(error).__name__)
        await self.release()
        await self.hold()

    async def release(self) -> None:
        if self._connection is not None:
            await self._connection.close()
            self._connection = None

    @asynccontextmanager
    async def lock_of(self, executor_id: str) -> AsyncIterator[bool]:
        """Whether `executor_id` is dead. While the block runs it cannot come back to life, since we hold its lock."""
        connection = await self._connect()
        try:
            yield executor_id != self._executor_id and await try_lock(connection, executor_id)
        finally:
            await connection.close()

    async def _connect(self) -> psycopg.AsyncConnection[tuple[object, ...]]:
        return await psycopg.AsyncConnection.connect(
            self._conninfo,
            autocommit=True,
            connect_timeout=int(_ANSWER_WITHIN_S),
            application_name=f"cellscanner-worker {self._executor_id}",
            keepalives_idle=10,
            keepalives_interval=5,
            keepalives_count=3,
        )


async def try_lock(connection: psycopg.AsyncConnection[tuple[object, ...]], executor_id: str) -> bool:
    """Take the lock of `executor_id` on `connection` unless somebody holds it."""
    cursor = await connection.execute("select pg_try_advisory_lock(%s, %s)", (WORKER_LOCK, worker_number(executor_id)))
    row = await cursor.fetchone()
    return row is not None and bool(row[0])
