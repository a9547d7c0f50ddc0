"""Many things at once, but not all."""

import asyncio

import pytest
from cellscanner_gateway.together import of_each


async def test_answers_stand_in_order_and_few_are_at_work() -> None:
    at_work, most = 0, 0

    async def work(item: int) -> int:
        nonlocal at_work, most
        at_work += 1
        most = max(most, at_work)
        # The later an item, the sooner it is done.
        for _ in range(30 - item):
            await asyncio.sleep(0)
        at_work -= 1
        return item * item

    assert await of_each(range(30), work) == [item * item for item in range(30)]
    assert most == 8


async def test_what_fails_is_raised() -> None:
    async def work(item: int) -> int:
        return 1 // item

    with pytest.raises(ZeroDivisionError):
        await of_each([1, 0], work)
