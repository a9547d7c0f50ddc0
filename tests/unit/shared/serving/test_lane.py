"""Turns are fair, the loop stays free, and too many are sent away."""

import asyncio
import threading

import pytest
from cellscanner_shared.serving import Busy, Lane


async def test_batches_of_two_requests_alternate() -> None:
    lane = Lane(admitted=2, waiting=0)
    order: list[str] = []
    gate = threading.Event()

    async def request(name: str, batches: int) -> None:
        async with lane.admit():
            for _ in range(batches):
                await lane.run(order.append, name)

    held = asyncio.create_task(lane.run(gate.wait, 300))
    await asyncio.sleep(0)
    requests = [asyncio.create_task(request("large", 4)), asyncio.create_task(request("small", 2))]
    await asyncio.sleep(0)
    gate.set()
    await asyncio.gather(held, *requests)
    lane.close()

    assert order == ["large", "small", "large", "small", "large", "large"]


async def test_the_loop_runs_on_while_the_lane_works() -> None:
    lane = Lane(admitted=1, waiting=0)
    gate = threading.Event()
    working = asyncio.create_task(lane.run(gate.wait, 300))
    for _ in range(100):
        await asyncio.sleep(0)
    assert not working.done()
    gate.set()

    assert await working is True
    lane.close()


async def test_requests_beyond_the_room_are_sent_away() -> None:
    lane = Lane(admitted=1, waiting=1)
    release = asyncio.Event()

    async def hold() -> None:
        async with lane.admit():
            await release.wait()

    held = [asyncio.create_task(hold()) for _ in range(2)]
    await asyncio.sleep(0)
    assert lane.present == 2
    with pytest.raises(Busy):
        async with lane.admit():
            pass
    release.set()
    await asyncio.gather(*held)
    lane.close()

    assert lane.present == 0


async def test_waiting_requests_are_admitted_in_order() -> None:
    lane = Lane(admitted=1, waiting=10)
    order: list[int] = []

    async def request(number: int) -> None:
        async with lane.admit():
            order.append(number)
            await asyncio.sleep(0)

    await asyncio.gather(*(request(number) for number in range(5)))
    lane.close()

    assert order == [0, 1, 2, 3, 4]


async def test_an_error_in_the_lane_reaches_its_request() -> None:
    lane = Lane(admitted=1, waiting=0)

    with pytest.raises(ZeroDivisionError):
        await lane.run(lambda: 1 // 0)
    lane.close()
