"""What is made of pictures and labels when it is asked for, and kept in the store beside them."""

import asyncio
from dataclasses import dataclass

from cellscanner_gateway.database import Base
from cellscanner_gateway.resources import Resources


@dataclass(frozen=True)
class Owner:
    """The row that something was made of, and that it goes with: its table and its primary key."""

    table: type[Base]
    key: object


async def keep(
    resources: Resources, owner: Owner, key: str, body: bytes, content_type: str = "application/octet-stream"
) -> None:
    """Store what was made, unless its owner was deleted while it was: then nothing of it stays behind."""
    await asyncio.to_thread(resources.store.put_bytes, key, body, content_type)
    async with resources.database.transaction() as session:
        exists = await session.get(owner.table, owner.key) is not None
    if not exists:
        await asyncio.to_thread(resources.store.delete, key)
