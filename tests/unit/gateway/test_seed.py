"""The first start, the second, and one that was cut short."""

import stat
from pathlib import Path

import httpx
import pytest
from cellscanner_gateway.resources import Resources, open_resources
from cellscanner_gateway.seed import seed
from cellscanner_gateway.settings import GatewaySettings
from cellscanner_shared.store import ObjectStore, StoreSettings
from fastapi import FastAPI
from support.gateway import client_of


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "admin-key"


@pytest.fixture
def settings(settings: GatewaySettings, key_file: Path) -> GatewaySettings:
    return settings.model_copy(update={"admin_key_file": key_file})


def signed_in(app: FastAPI, key_file: Path) -> httpx.AsyncClient:
    return client_of(app, key_file.read_text().removesuffix("\n"))


async def test_the_first_start_makes_an_administrator_with_a_private_key_file(
    app: FastAPI, resources: Resources, key_file: Path
) -> None:
    await seed(resources)
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert key_file.read_text().endswith("\n")
    assert key_file.read_text().count("\n") == 1
    async with signed_in(app, key_file) as admin:
        me = (await admin.get("/api/v1/users/me")).json()
        assert (me["username"], me["role"]) == ("admin", "admin")


async def test_it_makes_a_sample_of_four_pictures_in_two_groups(
    app: FastAPI, resources: Resources, key_file: Path, object_store: ObjectStore
) -> None:
    await seed(resources)
    async with signed_in(app, key_file) as admin:
        (project,) = (await admin.get("/api/v1/projects")).json()["items"]
        assert (project["is_sample"], project["is_default"], project["image_count"]) == (True, False, 4)
        groups = (await admin.get(f"/api/v1/projects/{project['id']}/groups")).json()["items"]
        assert {group["name"]: group["image_count"] for group in groups} == {"control": 2, "treated": 2}
    assert len(object_store.list("pictures/")) == 4


async def test_a_second_start_changes_nothing_and_a_deleted_sample_stays_deleted(
    app: FastAPI, resources: Resources, key_file: Path
) -> None:
    await seed(resources)
    key = key_file.read_text()
    async with signed_in(app, key_file) as admin:
        (project,) = (await admin.get("/api/v1/projects")).json()["items"]
        await admin.delete(f"/api/v1/projects/{project['id']}")
        await seed(resources)
        assert key_file.read_text() == key
        assert (await admin.get("/api/v1/projects")).json()["items"] == []
        assert len((await admin.get("/api/v1/keys")).json()["items"]) == 1
        assert len((await admin.get("/api/v1/users")).json()["items"]) == 1


async def test_a_key_file_whose_row_was_never_written_is_completed(
    app: FastAPI, resources: Resources, key_file: Path
) -> None:
    key_file.parent.mkdir()
    key_file.write_text("csk_" + "k" * 43 + "\n")
    await seed(resources)
    assert key_file.read_text() == "csk_" + "k" * 43 + "\n"
    async with signed_in(app, key_file) as admin:
        assert (await admin.get("/api/v1/users/me")).status_code == 200


async def test_a_revoked_key_is_not_brought_back(app: FastAPI, resources: Resources, key_file: Path) -> None:
    await seed(resources)
    async with signed_in(app, key_file) as admin:
        (key,) = (await admin.get("/api/v1/keys")).json()["items"]
        await admin.delete(f"/api/v1/keys/{key['id']}")
        await seed(resources)
        assert (await admin.get("/api/v1/users/me")).status_code == 401


async def test_without_a_sample_there_is_none(
    settings: GatewaySettings, store_settings: StoreSettings, key_file: Path
) -> None:
    async with open_resources(settings.model_copy(update={"sample": False}), store_settings) as resources:
        await seed(resources)
        assert resources.store.list() == []
    assert key_file.is_file()
