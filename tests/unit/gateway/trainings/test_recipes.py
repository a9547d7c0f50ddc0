"""Trainings from recipes as a program meets them; nobody works on the jobs here."""

import json
from typing import Any

import httpx
import pytest
from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.models.ownership import owner_name
from cellscanner_gateway.objects.sweeper import sweep
from cellscanner_gateway.resources import Resources
from cellscanner_shared.store import ObjectStore
from sqlalchemy import text
from support.gateway import Caller

RECIPE = {"name": "my-cells", "classifier": {"seed": 3}}


async def send(
    client: httpx.AsyncClient, recipe: Any = RECIPE, snapshot: bytes = b"zip", key: str = ""
) -> httpx.Response:
    headers = {"Idempotency-Key": key} if key else {}
    files = [("snapshot", ("snapshot.zip", snapshot))]
    return await client.post(
        "/api/v1/trainings/recipes", data={"recipe": json.dumps(recipe)}, files=files, headers=headers
    )


async def test_a_training_is_a_job_that_waits_for_the_trainer(alice: Caller, resources: Resources) -> None:
    answer = await send(alice.http)
    assert answer.status_code == 202
    job = answer.json()
    assert (job["kind"], job["state"], job["progress"]["unit"]) == ("training", "queued", "steps")
    assert answer.headers["location"] == f"/api/v1/jobs/{job['id']}"
    async with resources.database.transaction() as session:
        query = text("select name, queue_name, application_version from dbos.workflow_status where workflow_uuid = :id")
        assert (await session.execute(query, {"id": job["id"]})).one() == ("train", "trainings", "train-1")


async def test_it_shows_what_it_makes_and_from_what(alice: Caller, object_store: ObjectStore) -> None:
    job = (await send(alice.http, snapshot=b"pictures")).json()
    training = (await alice.http.get(f"/api/v1/trainings/{job['id']}")).json()
    assert training["model"] == "alice/my-cells@1"
    assert training["recipe"] == RECIPE
    assert training["snapshot_sha256"] == "752f502ee3ac574467c34d2881aabe52eac51a2491d707bf11b09d2b9f0d4546"
    assert training["history"] == []
    (stored,) = object_store.list("trainings/")
    assert object_store.get_bytes(stored.key) == b"pictures"


async def test_every_training_of_a_model_has_a_version_of_its_own(alice: Caller) -> None:
    jobs = [(await send(alice.http, snapshot=content)).json() for content in (b"one", b"two")]
    models = [(await alice.http.get(f"/api/v1/trainings/{job['id']}")).json()["model"] for job in jobs]
    assert models == ["alice/my-cells@1", "alice/my-cells@2"]


async def test_the_same_key_gives_the_same_job_and_one_snapshot(alice: Caller, resources: Resources) -> None:
    first, second = [(await send(alice.http, key="once")).json()["id"] for _ in range(2)]
    assert first == second
    async with resources.database.transaction() as session:
        doomed = await session.scalar(text("select count(*) from doomed_prefixes where prefix like 'trainings/%'"))
        kept = await session.scalar(text("select count(*) from trainings"))
    assert (kept, doomed) == (1, 1)


async def test_the_same_key_with_other_pictures_is_refused(alice: Caller) -> None:
    await send(alice.http, key="once")
    assert (await send(alice.http, snapshot=b"other", key="once")).status_code == 409


async def test_a_training_of_another_user_is_not_found(alice: Caller, bob: Caller) -> None:
    job = (await send(alice.http)).json()
    assert (await bob.http.get(f"/api/v1/trainings/{job['id']}")).status_code == 404


async def test_without_a_key_nothing_starts(anonymous: httpx.AsyncClient) -> None:
    assert (await send(anonymous)).status_code == 401


@pytest.mark.parametrize("recipe", [{"classifier": {}}, {"name": "No Good"}, ["a list"], "text"])
async def test_a_recipe_without_a_usable_name_is_refused(alice: Caller, recipe: Any) -> None:
    answer = await send(alice.http, recipe)
    assert answer.status_code == 422
    assert "recipe" in answer.json()["detail"]


async def test_a_request_without_a_snapshot_is_refused(alice: Caller) -> None:
    answer = await alice.http.post("/api/v1/trainings/recipes", files={"recipe": (None, json.dumps(RECIPE))})
    assert answer.status_code == 422
    assert "snapshot" in answer.json()["detail"]


async def test_a_snapshot_goes_with_its_training(alice: Caller, resources: Resources) -> None:
    job = (await send(alice.http)).json()
    async with resources.database.transaction() as session:
        await session.execute(text("delete from jobs where id = :id"), {"id": job["id"]})
        prefixes = (await session.scalars(text("select prefix from doomed_prefixes"))).all()
    assert len(prefixes) == 1
    assert prefixes[0].startswith("trainings/")
    assert prefixes[0].endswith("/")


async def test_a_deleted_user_leaves_no_snapshots(
    admin: Caller, alice: Caller, object_store: ObjectStore, resources: Resources
) -> None:
    for content in (b"one", b"two"):
        await send(alice.http, snapshot=content)
    assert len(object_store.list("trainings/")) == 2
    assert (await admin.http.delete(f"/api/v1/users/{alice.user.id}")).status_code == 204
    await sweep(resources)
    assert object_store.list("trainings/") == []


@pytest.mark.parametrize(("username", "owner"), [("Alice", "alice"), ("base", None), ("ada lovelace", None)])
def test_models_are_named_after_their_owner(alice: Caller, username: str, owner: str | None) -> None:
    user = Principal(alice.user.id, username, "user", "en")
    assert owner_name(user) == (owner or f"user-{alice.user.id.hex[:12]}")
