"""Comparisons as a program meets them; nobody works on the jobs here."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from cellscanner_gateway.models.builtin import register_builtin
from cellscanner_gateway.resources import Resources
from cellscanner_gateway.settings import GatewaySettings
from cellscanner_shared.store import ObjectStore, StoreSettings
from fastapi import FastAPI
from sqlalchemy import text
from support.gateway import Caller, running_app
from support.labelling import labelled
from tiny_models import write_package

PATH = "/api/v1/comparisons"
EPOCHS = "parameters.classifier.epochs"


@pytest.fixture
async def app(
    settings: GatewaySettings, store_settings: StoreSettings, object_store: ObjectStore, tmp_path: Path
) -> AsyncIterator[FastAPI]:
    (tmp_path / "models" / "base" / "tiny").mkdir(parents=True)
    write_package(tmp_path / "models" / "base" / "tiny" / "1")
    async with running_app(settings, store_settings) as app:
        await register_builtin(app.state.resources.database, app.state.resources.store, tmp_path / "models")
        yield app


def body(image_ids: list[str], **fields: Any) -> dict[str, Any]:
    training = {"name": "mine", "base": "base/tiny@1", "mode": "full", "image_ids": image_ids}
    return {"name": "epochs", "training": training, "grid": {EPOCHS: [5, 10, 20]}, **fields}


@pytest.fixture
async def ids(alice: Caller) -> list[str]:
    return await labelled(alice.http, 6, living=5, dead=5)


async def test_every_row_is_a_training_on_one_snapshot(
    alice: Caller, ids: list[str], object_store: ObjectStore
) -> None:
    answer = await alice.http.post(PATH, json=body(ids))
    started = answer.json()
    trainings = [(await alice.http.get(f"/api/v1/trainings/{one}")).json() for one in started["trainings"]]

    assert (answer.status_code, answer.headers["location"]) == (202, f"{PATH}/{started['id']}")
    assert [one["plan"]["parameters"]["classifier"]["epochs"] for one in trainings] == [5, 10, 20]
    assert [one["model"] for one in trainings] == ["alice/mine@1", "alice/mine@2", "alice/mine@3"]
    assert {one["comparison_id"] for one in trainings} == {started["id"]}
    assert len({one["snapshot_sha256"] for one in trainings}) == 1
    assert len(object_store.list("trainings/")) == 1


async def test_the_table_shows_settings_metrics_and_curves(alice: Caller, ids: list[str], resources: Resources) -> None:
    started = (await alice.http.post(PATH, json=body(ids))).json()
    first = started["trainings"][0]
    async with resources.database.transaction() as session:
        await session.execute(
            text('update trainings set history = \'[{"network": "classifier", "epoch": 1}]\' where id = :id'),
            {"id": first},
        )
        await session.execute(
            text(
                "insert into model_versions (id, created_at, model_id, version, digest, manifest, metrics, card)"
                " select gen_random_uuid(), now(), model_id, version, 'x', '{}', '{\"parameters\": 7}', ''"
                " from trainings where id = :id"
            ),
            {"id": first},
        )

    table = (await alice.http.get(f"{PATH}/{started['id']}")).json()
    (listed,) = (await alice.http.get(PATH)).json()["items"]

    assert (table["name"], table["grid"]) == ("epochs", {EPOCHS: [5, 10, 20]})
    assert [row["training_id"] for row in table["rows"]] == started["trainings"]
    assert [row["settings"] for row in table["rows"]] == [{EPOCHS: 5}, {EPOCHS: 10}, {EPOCHS: 20}]
    assert [row["metrics"] for row in table["rows"]] == [{"parameters": 7}, None, None]
    assert [row["history"] for row in table["rows"]] == [[{"network": "classifier", "epoch": 1}], [], []]
    assert {row["job"]["state"] for row in table["rows"]} == {"queued"}
    assert (listed["id"], len(listed["jobs"])) == (started["id"], 3)


async def test_the_same_key_gives_the_same_comparison(alice: Caller, ids: list[str]) -> None:
    key = {"Idempotency-Key": "once"}
    first, again = [(await alice.http.post(PATH, json=body(ids), headers=key)).json() for _ in range(2)]
    other = await alice.http.post(PATH, json=body(ids, name="other"), headers=key)

    assert first == again
    assert (other.status_code, other.json()["type"]) == (409, "/docs/errors/idempotency-key-reused")
    assert len((await alice.http.get("/api/v1/trainings")).json()["items"]) == 3


async def test_a_grid_with_a_training_that_cannot_start_starts_none(alice: Caller, ids: list[str]) -> None:
    grid = {"parameters.classifier.architecture": ["mean", "resnet18"]}
    unknown = await alice.http.post(PATH, json=body(ids, grid=grid))
    unfit = await alice.http.post(PATH, json=body(ids, grid={"parameters.classifier.architecture": ["resnet18"]}))

    assert (unknown.status_code, unknown.json()["type"]) == (422, "/docs/errors/invalid-request")
    assert (unfit.status_code, unfit.json()["type"]) == (422, "/docs/errors/training-not-ready")
    assert [problem["code"] for problem in unfit.json()["problems"]] == ["weights-do-not-fit"]
    assert (await alice.http.get("/api/v1/trainings")).json()["items"] == []


async def test_what_has_no_weights_to_start_from_is_left_out_and_named(alice: Caller, ids: list[str]) -> None:
    architecture, weights = "parameters.detector.architecture", "parameters.detector.initial_weights"
    grid = {architecture: ["yolov5nu", "yolov5su"], weights: ["coco", "random"]}
    started = (await alice.http.post(PATH, json=body(ids, grid=grid))).json()
    table = (await alice.http.get(f"{PATH}/{started['id']}")).json()

    (left,) = started["left_out"]
    assert left["settings"] == {architecture: "yolov5su", weights: "coco"}
    assert [problem["code"] for problem in left["problems"]] == ["no-coco-weights"]
    assert table["left_out"] == [left]
    assert [list(row["settings"].values()) for row in table["rows"]] == [
        ["yolov5nu", "coco"],
        ["yolov5nu", "random"],
        ["yolov5su", "random"],
    ]


async def test_a_shared_snapshot_goes_with_the_last_of_its_trainings(
    alice: Caller, ids: list[str], resources: Resources
) -> None:
    trainings = (await alice.http.post(PATH, json=body(ids))).json()["trainings"]
    counted = []
    for training in trainings:
        async with resources.database.transaction() as session:
            await session.execute(text("delete from jobs where id = :id"), {"id": training})
            counted.append(await session.scalar(text("select count(*) from doomed_prefixes")))

    assert counted == [0, 0, 1]


async def test_a_comparison_of_another_user_is_not_found(alice: Caller, bob: Caller, ids: list[str]) -> None:
    started = (await alice.http.post(PATH, json=body(ids))).json()

    assert (await bob.http.get(f"{PATH}/{started['id']}")).status_code == 404
    assert (await bob.http.get(PATH)).json()["items"] == []
    assert (await bob.http.post(PATH, json=body(ids))).status_code == 422


async def test_without_a_key_nothing_is_compared(anonymous: httpx.AsyncClient) -> None:
    assert (await anonymous.post(PATH, json=body([]))).status_code == 401
