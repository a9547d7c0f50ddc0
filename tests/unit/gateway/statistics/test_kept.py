"""Statistics are computed once: the second answer is the kept one, and another question or label is another answer."""

import json
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from cellscanner_gateway.objects.sweeper import sweep
from cellscanner_gateway.predictions.objects import cells_key
from cellscanner_gateway.resources import Resources
from cellscanner_gateway.statistics.kept import key_of
from cellscanner_shared.store import ObjectStore
from pydantic import BaseModel
from support.gateway import Caller

Upload = Callable[..., Awaitable[list[str]]]
DoJob = Callable[[str], Awaitable[str]]


class Form(BaseModel):
    """One form of answers."""

    number: int


class OtherForm(BaseModel):
    """Another form."""

    number: float


def test_a_key_is_of_all_that_an_answer_depends_on() -> None:
    prediction = UUID(int=1)
    keys = [
        key_of(prediction, Form, [1, "a"]),
        key_of(prediction, Form, [1, "b"]),
        key_of(prediction, OtherForm, [1, "a"]),
        key_of(UUID(int=2), Form, [1, "a"]),
    ]
    assert len({key.path for key in keys}) == 4
    assert key_of(prediction, Form, {"b": 2, "a": 1}) == key_of(prediction, Form, {"a": 1, "b": 2})


def answers(store: ObjectStore, prediction: str) -> list[str]:
    return [one.key for one in store.list(f"predictions/{prediction}/answers/")]


async def predict(alice: Caller, do_job: DoJob, images: list[str]) -> str:
    body = {"image_ids": images, "model": "base/tiny@champion"}
    job = (await alice.http.post("/api/v1/predictions", json=body)).json()
    assert await do_job(job["id"]) == "succeeded"
    path: str = (await alice.http.get(f"/api/v1/jobs/{job['id']}")).json()["result"]
    return path.rsplit("/", 1)[1]


async def label(alice: Caller, image: str, revision: int, class_name: str) -> None:
    cells = [{"id": "a", "box": [0, 0, 10, 10], "class": class_name}]
    classes = [{"name": "living", "target": False}, {"name": "dead", "target": True}]
    put = await alice.http.put(
        f"/api/v1/images/{image}/annotation",
        json={"cells": cells, "checked": [], "classes": classes},
        headers={"If-Match": f'"{revision}"'},
    )
    assert put.status_code == 200, put.text


async def test_the_second_answer_is_the_kept_one(
    alice: Caller, upload: Upload, do_job: DoJob, object_store: ObjectStore
) -> None:
    (image,) = await upload((3, 1))
    prediction = await predict(alice, do_job, [image])
    path = f"/api/v1/predictions/{prediction}/statistics"
    first = await alice.http.get(path, params={"k": "2,3"})
    assert len(answers(object_store, prediction)) == 1
    # Without its cells nothing can be computed any more.
    object_store.delete(cells_key(UUID(prediction), UUID(image)))
    second = await alice.http.get(path, params={"k": "2,3"})
    assert (second.status_code, second.content) == (200, first.content)
    assert second.headers["content-type"] == "application/json"
    assert (await alice.http.get(path, params={"k": "2"})).status_code != 200


async def test_a_revision_a_scale_and_a_group_each_give_a_new_answer(
    alice: Caller, upload: Upload, do_job: DoJob, object_store: ObjectStore
) -> None:
    (image,) = await upload((3, 1))
    prediction = await predict(alice, do_job, [image])
    path = f"/api/v1/predictions/{prediction}/statistics"

    async def ask() -> dict[str, Any]:
        (picture,) = json.loads((await alice.http.get(path, params={"labels": "current"})).content)["images"]
        return dict(picture)

    assert (await ask())["annotation_revision"] is None
    await label(alice, image, 0, "dead")
    assert ((await ask())["annotation_revision"], (await ask())["counts"]) == (1, {"living": 0, "dead": 1})
    await label(alice, image, 1, "living")
    assert ((await ask())["annotation_revision"], (await ask())["counts"]) == (2, {"living": 1, "dead": 0})
    await alice.http.patch(f"/api/v1/images/{image}", json={"micrometers_per_pixel": 2.0})
    assert (await ask())["density_per_mm2"]["living"] is not None
    await alice.http.patch(f"/api/v1/images/{image}", json={"group": "treated"})
    assert (await ask())["group"] == "treated"
    assert len(answers(object_store, prediction)) == 5
    # What was computed for the predicted cells before stays another question.
    assert (await alice.http.get(path)).json()["images"][0]["counts"] == {"living": 3, "dead": 1}


async def test_kept_answers_go_with_a_picture_and_with_the_prediction(
    alice: Caller, upload: Upload, do_job: DoJob, object_store: ObjectStore, resources: Resources
) -> None:
    gone, stays = await upload((3, 1), (1, 1))
    prediction = await predict(alice, do_job, [gone, stays])
    path = f"/api/v1/predictions/{prediction}"
    await alice.http.get(f"{path}/statistics")
    assert (await alice.http.delete(f"/api/v1/images/{gone}")).status_code == 204
    await sweep(resources)
    assert answers(object_store, prediction) == []
    await alice.http.get(f"{path}/statistics")
    assert len(answers(object_store, prediction)) == 1
    assert (await alice.http.delete(path)).status_code == 204
    await sweep(resources)
    assert list(object_store.list(f"predictions/{prediction}/")) == []


async def test_nothing_is_kept_of_an_unfinished_prediction(
    alice: Caller, upload: Upload, object_store: ObjectStore
) -> None:
    body = {"image_ids": await upload((3, 1)), "model": "base/tiny@champion"}
    await alice.http.post("/api/v1/predictions", json=body)
    (prediction,) = (await alice.http.get("/api/v1/predictions")).json()["items"]
    answer = await alice.http.get(f"/api/v1/predictions/{prediction['id']}/statistics")
    assert answer.json()["images"][0]["state"] == "queued"
    assert answers(object_store, prediction["id"]) == []
