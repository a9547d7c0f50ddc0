"""The lock that tells live workers from dead ones."""

import asyncio

from cellscanner_gateway.database import Database
from cellscanner_gateway.worker.liveness import Liveness, count_live_workers
from sqlalchemy import text


async def live(database: Database) -> int:
    async with database.transaction() as session:
        return await count_live_workers(session)


async def test_a_worker_lives_from_hold_to_release(gateway_url: str, database: Database) -> None:
    worker = Liveness(gateway_url, "worker-1")
    assert await live(database) == 0

    await worker.hold()
    assert await live(database) == 1
    async with Liveness(gateway_url, "worker-2").lock_of("worker-1") as is_dead:
        assert not is_dead

    await worker.release()
    async with Liveness(gateway_url, "worker-2").lock_of("worker-1") as is_dead:
        assert is_dead


async def test_nobody_takes_over_from_themselves(gateway_url: str) -> None:
    async with Liveness(gateway_url, "worker-1").lock_of("worker-1") as is_dead:
        assert not is_dead


async def test_the_second_of_one_name_waits_for_the_first_to_end(gateway_url: str) -> None:
    first, second = Liveness(gateway_url, "worker-1"), Liveness(gateway_url, "worker-1")
    await first.hold()
    waiting = asyncio.create_task(second.hold())

    done, _ = await asyncio.wait({waiting}, timeout=0.5)
    assert not done
    await first.release()
    await asyncio.wait_for(waiting, 120)
    await second.release()


async def test_a_lock_lost_with_its_connection_is_taken_again(gateway_url: str, database: Database) -> None:
    worker = Liveness(gateway_url, "worker-1")
    await worker.hold()
    async with database.transaction() as session:
        await session.execute(
            text("select pg_terminate_backend(pid) from pg_stat_activity where application_name like :name"),
            {"name": "cellscanner-worker%"},
        )

    await worker.confirm()

    assert await live(database) == 1
    await worker.release()
