"""Loading once, keeping the budget, never unloading what is in use."""

import asyncio
import threading
from dataclasses import dataclass

import pytest
from cellscanner_shared.packages import ModelRef
from cellscanner_shared.serving import ModelCache, ModelKey, ModelNotFound


@dataclass
class Weights:
    footprint_bytes: int


def key(name: str) -> ModelKey:
    return ModelKey(ModelRef("base", name, 1), "0" * 64)


class Loader:
    """Models of 10 bytes each; records what it was asked for, and may be held back or made to fail."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.open = threading.Event()
        self.open.set()
        self.failing = False

    def __call__(self, wanted: ModelKey) -> Weights:
        self.calls.append(wanted.ref.name)
        assert self.open.wait(10)
        if self.failing:
            raise ModelNotFound("not there")
        return Weights(10)


@pytest.fixture
def loader() -> Loader:
    return Loader()


async def use(cache: ModelCache[Weights], name: str) -> Weights:
    async with cache.lease(key(name)) as model:
        return model


def names(cache: ModelCache[Weights]) -> list[str]:
    return [each.ref.name for each in cache.loaded()]


async def test_concurrent_first_requests_load_once(loader: Loader) -> None:
    cache = ModelCache(loader, 100)
    loader.open.clear()
    users = [asyncio.create_task(use(cache, "a")) for _ in range(50)]
    await asyncio.sleep(0)
    loader.open.set()
    models = await asyncio.gather(*users)

    assert loader.calls == ["a"]
    assert len({id(model) for model in models}) == 1


async def test_the_least_recently_used_goes_first(loader: Loader) -> None:
    cache = ModelCache(loader, 20)
    for name in ("a", "b", "a", "c"):
        await use(cache, name)

    assert names(cache) == ["a", "c"]
    assert cache.footprint_bytes() == 20
    assert loader.calls == ["a", "b", "c"]


async def test_a_digest_is_another_model(loader: Loader) -> None:
    cache = ModelCache(loader, 100)
    await use(cache, "a")
    async with cache.lease(ModelKey(ModelRef("base", "a", 1), "1" * 64)):
        pass

    assert loader.calls == ["a", "a"]


async def test_a_model_in_use_is_never_unloaded(loader: Loader) -> None:
    cache = ModelCache(loader, 10)
    async with cache.lease(key("a")):
        await use(cache, "b")
        await use(cache, "c")
        assert names(cache) == ["a", "c"]

    assert names(cache) == ["c"]


async def test_a_model_larger_than_the_budget_stays_until_another_comes(loader: Loader) -> None:
    cache = ModelCache(loader, 5)
    await use(cache, "a")
    assert names(cache) == ["a"]
    await use(cache, "b")

    assert names(cache) == ["b"]


async def test_a_failed_load_reaches_every_waiter_and_is_tried_again(loader: Loader) -> None:
    cache = ModelCache(loader, 100)
    loader.failing = True
    answers = await asyncio.gather(*(use(cache, "a") for _ in range(3)), return_exceptions=True)
    assert [type(answer) for answer in answers] == [ModelNotFound] * 3
    assert loader.calls == ["a"]

    loader.failing = False
    assert (await use(cache, "a")).footprint_bytes == 10
    assert loader.calls == ["a", "a"]


async def test_a_caller_that_leaves_does_not_stop_the_load(loader: Loader) -> None:
    cache = ModelCache(loader, 100)
    loader.open.clear()
    leaving, staying = (asyncio.create_task(use(cache, "a")) for _ in range(2))
    await asyncio.sleep(0)
    leaving.cancel()
    await asyncio.sleep(0)
    loader.open.set()

    assert (await staying).footprint_bytes == 10
    assert leaving.cancelled()
    assert loader.calls == ["a"]
