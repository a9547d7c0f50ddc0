"""Work on many things at once, but not on all of them."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")
# As many reads keep the object store busy; more of them only fill memory.
_AT_ONCE = 8


async def of_each(items: Iterable[T], work: Callable[[T], Awaitable[R]]) -> list[R]:
    """What `work` makes of each item, in their order; a few at a time. Raises what the first failing one raises."""
    room = asyncio.Semaphore(_AT_ONCE)

    async def one(item: T) -> R:
        async with room:
            return await work(item)

    return list(await asyncio.gather(*(one(item) for item in items)))
