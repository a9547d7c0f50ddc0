"""However many requests wait, and for however many models: memory keeps its bound."""

import asyncio
from dataclasses import dataclass

from cellscanner_shared.packages import ModelRef
from cellscanner_shared.serving import CPU, Lane, ModelCache, ModelKey, Runtime
from cellscanner_shared.telemetry import Metrics


@dataclass
class Weights:
    footprint_bytes: int = 10


def key(name: str) -> ModelKey:
    return ModelKey(ModelRef("base", name, 1), "0" * 64)


async def test_those_who_wait_keep_no_models_in_memory() -> None:
    loaded: list[str] = []

    def load(wanted: ModelKey) -> Weights:
        loaded.append(wanted.ref.name)
        return Weights()

    runtime = Runtime("detector", CPU, Lane(admitted=1, waiting=20), ModelCache(load, 10), Metrics("detector"))
    names, served = [f"model-{number}" for number in range(12)], []

    async def request(name: str) -> None:
        async with runtime.turn(key(name)):
            served.append(name)

    async with runtime.turn(key("first")):
        waiting = [asyncio.create_task(request(name)) for name in names]
        async with asyncio.timeout(300):
            while runtime.lane.present <= len(names):
                await asyncio.sleep(0.01)
        # The one at work and the newest.
        assert runtime.models.footprint_bytes() == 20
    await asyncio.gather(*waiting)

    assert sorted(served) == sorted(names)
    assert set(loaded) == {"first", *names}
    assert runtime.models.footprint_bytes() == 10
    runtime.lane.close()
