"""Labels that start from what a model found, and what a model's eye is asked about them afterwards."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

import httpx
from cellscanner_shared.store import ObjectStore
from support import pictures
from support.gateway import Caller
from support.labels import problem

Upload = Callable[..., Awaitable[list[str]]]
DoJob = Callable[[str], Awaitable[str]]


async def predict(caller: Caller, do_job: DoJob, images: list[str], model: str = "base/tiny@champion") -> str:
    """The id of a finished prediction."""
    job = (await caller.http.post("/api/v1/predictions", json={"image_ids": images, "model": model})).json()
    await do_job(job["id"])
    result: str = (await caller.http.get(f"/api/v1/jobs/{job['id']}")).json()["result"]
    return result.rpartition("/")[2]


async def start(caller: Caller, image: str, prediction: str) -> httpx.Response:
    return await caller.http.post(
        f"/api/v1/images/{image}/annotation/start", json={"prediction_id": prediction}, headers={"If-Match": '"0"'}
    )


async def test_start_from_the_cells_of_a_prediction(alice: Caller, upload: Upload, do_job: DoJob) -> None:
    (image,) = await upload((2, 1))
    prediction = await predict(alice, do_job, [image])
    cells = (await alice.http.get(f"/api/v1/predictions/{prediction}/images/{image}/cells")).json()["items"]

    shown = (await start(alice, image, prediction)).json()

    assert shown["classes"] == [{"name": "living", "target": False}, {"name": "dead", "target": True}]
    assert shown["source"] == {
        "kind": "prediction",
        "prediction_id": prediction,
        "model": "base/tiny@1",
        "filename": None,
        "readings": None,
    }
    assert [cell["id"] for cell in shown["cells"]] == ["p0", "p1", "p2"]
    kept = ("box", "class", "score", "class_score", "detector_class", "corrected")
    assert [{name: cell[name] for name in kept} for cell in shown["cells"]] == cells
    assert {cell["origin"] for cell in shown["cells"]} == {"predicted"}
    assert (await alice.http.delete(f"/api/v1/predictions/{prediction}")).status_code == 204
    again = (await alice.http.get(f"/api/v1/images/{image}/annotation")).json()
    assert again["cells"] == shown["cells"]


async def test_a_prediction_of_somebody_else_or_of_another_picture_is_404(
    alice: Caller, bob: Caller, upload: Upload, do_job: DoJob
) -> None:
    image, other = await upload((1, 0), (1, 0))
    prediction = await predict(alice, do_job, [image])
    answer = await bob.http.post("/api/v1/images", files=[("files", ("a.png", pictures.png()))])
    bobs = answer.json()["items"][0]["image"]["id"]
    assert problem(await start(bob, bobs, prediction)) == (404, "not-found")
    assert problem(await start(alice, other, prediction)) == (404, "not-found")
    assert problem(await start(alice, image, str(uuid4()))) == (404, "not-found")


async def similar(caller: Caller, image: str, **wanted: Any) -> httpx.Response:
    return await caller.http.post(f"/api/v1/images/{image}/annotation/similar", json=wanted)


async def test_the_cells_most_like_a_chosen_one_come_first(
    alice: Caller, upload: Upload, do_job: DoJob, object_store: ObjectStore
) -> None:
    (image,) = await upload((3, 2))
    shown = (await start(alice, image, await predict(alice, do_job, [image]))).json()
    living = [cell["id"] for cell in shown["cells"] if cell["class"] == "living"]
    dead = [cell["id"] for cell in shown["cells"] if cell["class"] == "dead"]

    items = (await similar(alice, image, cell_id=living[0])).json()["items"]
    assert {item["id"] for item in items[:2]} == set(living[1:])
    assert {item["id"] for item in items[2:]} == set(dead)
    assert [round(item["similarity"], 3) for item in items] == [1.0, 1.0, 0.0, 0.0]
    kept = [stored.key for stored in object_store.list(f"annotations/{image}/embeddings-")]
    assert len(kept) == 1
    short = (await similar(alice, image, cell_id=dead[0], limit=1)).json()["items"]
    assert [item["id"] for item in short] == dead[1:]


async def test_embeddings_that_are_kept_need_no_classifier_and_moved_cells_are_described_anew(
    alice: Caller, upload: Upload, do_job: DoJob, object_store: ObjectStore
) -> None:
    (image,) = await upload((1, 1))
    await start(alice, image, await predict(alice, do_job, [image]))
    first = (await similar(alice, image, cell_id="p0")).json()
    object_store.delete(f"pictures/{image}/original")
    assert (await similar(alice, image, cell_id="p0")).json() == first
    move = {"batch_id": str(uuid4()), "operations": [{"op": "move", "id": "p1", "box": [100, 100, 120, 120]}]}
    path = f"/api/v1/images/{image}/annotation/operations"
    assert (await alice.http.post(path, json=move, headers={"If-Match": '"1"'})).status_code == 200
    assert problem(await similar(alice, image, cell_id="p0")) == (404, "object-missing")


async def test_without_a_model_there_is_nothing_to_compare_with(alice: Caller, upload: Upload, do_job: DoJob) -> None:
    (image,) = await upload((2, 0))
    path = f"/api/v1/images/{image}/annotation"
    cells = [{"id": "a", "box": [2, 2, 22, 22], "class": "c"}, {"id": "b", "box": [34, 2, 54, 22], "class": "c"}]
    wanted = {"cells": cells, "checked": [], "classes": [{"name": "c", "target": False}]}
    await alice.http.put(path, json=wanted, headers={"If-Match": '"0"'})
    assert problem(await similar(alice, image, cell_id="a")) == (409, "no-embeddings")
    assert problem(await similar(alice, image, cell_id="gone", model="base/tiny@1")) == (404, "not-found")
    assert problem(await similar(alice, image, cell_id="a", model="base/single@1")) == (409, "no-embeddings")
    assert problem(await similar(alice, image, cell_id="a", model="base/none@1")) == (404, "not-found")
    (item,) = (await similar(alice, image, cell_id="a", model="base/tiny@1")).json()["items"]
    assert (item["id"], round(item["similarity"], 3)) == ("b", 1.0)


async def test_pictures_nobody_has_corrected_come_first(alice: Caller, upload: Upload, do_job: DoJob) -> None:
    images = await upload((3, 0), (6, 0))
    project = (await alice.http.get(f"/api/v1/images/{images[0]}")).json()["project_id"]
    path = f"/api/v1/projects/{project}/label-next"
    assert (await alice.http.get(path)).json()["items"] == []
    prediction = await predict(alice, do_job, images)

    items = (await alice.http.get(path)).json()["items"]
    assert {item["image_id"] for item in items} == set(images)
    assert [item["reasons"][-1] for item in items] == [{"code": "not-corrected", "value": 1.0}] * 2
    assert (await alice.http.get(path, params={"prediction_id": prediction})).json()["items"] == items
    assert len((await alice.http.get(path, params={"limit": 1})).json()["items"]) == 1

    await start(alice, images[1], prediction)
    assert (await alice.http.get(path)).json()["items"] == items
    edit = {"batch_id": str(uuid4()), "operations": [{"op": "delete", "ids": ["p0"]}]}
    await alice.http.post(f"/api/v1/images/{images[1]}/annotation/operations", json=edit, headers={"If-Match": '"1"'})
    now = {item["image_id"]: item for item in (await alice.http.get(path)).json()["items"]}
    assert "not-corrected" not in [reason["code"] for reason in now[images[1]]["reasons"]]
    assert now[images[0]] in items
    assert problem(await alice.http.get(path, params={"prediction_id": str(uuid4())})) == (404, "not-found")
