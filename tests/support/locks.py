"""Transactions that meet in a test, one after the other and on purpose."""

import asyncio
from typing import Any

from cellscanner_gateway.database import Database
from sqlalchemy import text


async def ends_or_waits(database: Database, task: "asyncio.Task[Any]") -> None:
    """Until `task` has ended, or a transaction of it waits for a lock of another."""
    waiting = asyncio.create_task(_somebody_waits(database))
    await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    await asyncio.wait({waiting})


async def _somebody_waits(database: Database) -> None:
    async with database.transaction() as session:
        while not await session.scalar(text("select count(*) from pg_locks where not granted")):
            await asyncio.sleep(0.01)
