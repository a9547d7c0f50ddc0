"""Objects that nobody needs go, in their time and only they."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from cellscanner_gateway.database import utc_now
from cellscanner_gateway.objects import repository
from cellscanner_gateway.objects.models import DoomedPrefix
from cellscanner_gateway.objects.sweeper import sweep
from cellscanner_gateway.resources import Resources, open_resources
from cellscanner_gateway.settings import GatewaySettings
from cellscanner_shared.errors import StoreRefused, StoreUnavailable
from cellscanner_shared.store import ObjectStore, StoreSettings
from sqlalchemy import select


@pytest.fixture
async def resources(settings: GatewaySettings, store_settings: StoreSettings) -> AsyncIterator[Resources]:
    """Without the application, whose own sweeper would be in the way."""
    async with open_resources(settings, store_settings) as resources:
        yield resources


async def doomed(resources: Resources) -> list[str]:
    async with resources.database.transaction() as session:
        return sorted(await session.scalars(select(DoomedPrefix.prefix)))


async def test_what_is_due_goes_and_the_rest_stays(resources: Resources, object_store: ObjectStore) -> None:
    for key in ("pictures/1/original", "pictures/1/derived/a", "pictures/10/original", "pictures/2/original"):
        object_store.put_bytes(key, b"x")
    async with resources.database.transaction() as session:
        repository.doom(session, "pictures/1/")
        repository.doom(session, "pictures/2/", utc_now() + timedelta(hours=1))
    assert await sweep(resources) == 1
    assert [stored.key for stored in object_store.list()] == ["pictures/10/original", "pictures/2/original"]
    assert await doomed(resources) == ["pictures/2/"]


async def test_nothing_waits_for_what_the_store_keeps(
    resources: Resources, object_store: ObjectStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As under a legal hold: it is tried again later, and what was noted after it goes."""
    for key in ("pictures/1/original", "pictures/2/original"):
        object_store.put_bytes(key, b"x")
    now = utc_now()
    async with resources.database.transaction() as session:
        repository.doom(session, "pictures/1/", now - timedelta(minutes=2))
        repository.doom(session, "pictures/2/", now - timedelta(minutes=1))
    remove = resources.store.delete_prefix

    def refuse_the_first(prefix: str) -> int:
        if prefix == "pictures/1/":
            raise StoreRefused("The object store kept it.")
        return remove(prefix)

    monkeypatch.setattr(resources.store, "delete_prefix", refuse_the_first)
    assert await sweep(resources) == 1
    assert [stored.key for stored in object_store.list()] == ["pictures/1/original"]
    assert await doomed(resources) == ["pictures/1/"]
    assert await sweep(resources) == 0

    monkeypatch.undo()
    async with resources.database.transaction() as session:
        await repository.hasten(session, ["pictures/1/"])
    assert await sweep(resources) == 1
    assert object_store.list() == []


async def test_what_was_spared_stays(resources: Resources, object_store: ObjectStore) -> None:
    object_store.put_bytes("pictures/1/original", b"x")
    async with resources.database.transaction() as session:
        repository.doom(session, "pictures/1/", utc_now() + timedelta(hours=1))
    async with resources.database.transaction() as session:
        await repository.spare(session, ["pictures/1/"])
    assert await doomed(resources) == []
    await sweep(resources)
    assert object_store.exists("pictures/1/original")


async def test_with_the_store_away_nothing_is_forgotten(resources: Resources, store_settings: StoreSettings) -> None:
    away = ObjectStore(store_settings.model_copy(update={"endpoint": "127.0.0.1:9", "patience_s": 0.0}))
    object.__setattr__(resources, "store", away)
    async with resources.database.transaction() as session:
        repository.doom(session, "pictures/1/")
    with pytest.raises(StoreUnavailable):
        await sweep(resources)
    assert await doomed(resources) == ["pictures/1/"]
