"""Cells of many pictures by their likeness to one, as a program meets them."""

from typing import Any
from uuid import uuid4

import httpx
import pytest
from cellscanner_gateway.annotations import alike as module
from cellscanner_shared.store import ObjectStore
from support.gateway import Caller
from support.labels import problem

from .test_from_predictions import DoJob, Upload, predict, start


async def alike(caller: Caller, prediction: str, **wanted: Any) -> httpx.Response:
    return await caller.http.post(f"/api/v1/predictions/{prediction}/similar", json=wanted)


async def of_class(caller: Caller, prediction: str, image: str, name: str) -> set[tuple[str, str]]:
    cells = (await caller.http.get(f"/api/v1/predictions/{prediction}/images/{image}/cells")).json()["items"]
    return {(image, f"p{place}") for place, cell in enumerate(cells) if cell["class"] == name}


async def test_like_cells_of_other_pictures_come_before_unlike_ones(
    alice: Caller, upload: Upload, do_job: DoJob, object_store: ObjectStore
) -> None:
    images = await upload((2, 1), (1, 2))
    prediction = await predict(alice, do_job, images)
    await start(alice, images[1], prediction)
    dead = set().union(*[await of_class(alice, prediction, image, "dead") for image in images])
    chosen = next(one for one in dead if one[0] == images[1])

    found = (await alike(alice, prediction, image_id=chosen[0], cell_id=chosen[1])).json()
    assert (found["compared"], found["cells"]) == (6, 6)
    assert {(one["image_id"], one["id"]) for one in found["items"][:2]} == dead - {chosen}
    assert [round(one["similarity"], 3) for one in found["items"]] == [1.0, 1.0, 0.0, 0.0, 0.0]
    alone = await alike(alice, prediction, image_id=chosen[0], cell_id=chosen[1], image_ids=[images[1]], limit=1)
    assert (alone.json()["cells"], len(alone.json()["items"])) == (3, 1)

    kept = [stored.key for stored in object_store.list(f"predictions/{prediction}/") if ".embeddings-" in stored.key]
    assert len(kept) == 2


async def test_what_is_too_much_for_one_call_is_compared_by_the_next(
    alice: Caller, upload: Upload, do_job: DoJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    images = await upload((2, 1), (1, 2))
    prediction = await predict(alice, do_job, images)
    monkeypatch.setattr(module, "MOST_NEW", 4)
    first = (await alike(alice, prediction, image_id=images[0], cell_id="p0")).json()
    assert (first["compared"], first["cells"], len(first["items"])) == (4, 6, 3)
    second = (await alike(alice, prediction, image_id=images[0], cell_id="p0")).json()
    assert (second["compared"], len(second["items"])) == (6, 5)
    monkeypatch.setattr(module, "MOST_COMPARED", 5)
    assert problem(await alike(alice, prediction, image_id=images[0], cell_id="p0")) == (422, "invalid-request")


async def test_cells_of_nobody_and_of_somebody_else_are_404(
    alice: Caller, bob: Caller, upload: Upload, do_job: DoJob
) -> None:
    (image,) = await upload((1, 1))
    prediction = await predict(alice, do_job, [image])
    assert problem(await alike(bob, prediction, image_id=image, cell_id="p0")) == (404, "not-found")
    assert problem(await alike(alice, prediction, image_id=image, cell_id="p9")) == (404, "not-found")
    assert problem(await alike(alice, prediction, image_id=str(uuid4()), cell_id="p0")) == (404, "not-found")
    single = await predict(alice, do_job, [image], model="base/single@champion")
    assert problem(await alike(alice, single, image_id=image, cell_id="p0")) == (409, "no-embeddings")


async def test_cells_that_somebody_changed_or_checked_need_no_look(
    alice: Caller, bob: Caller, upload: Upload, do_job: DoJob
) -> None:
    images = await upload((2, 1), (1, 1))
    project = (await alice.http.get(f"/api/v1/images/{images[0]}")).json()["project_id"]
    path = f"/api/v1/projects/{project}/label-next/cells"
    assert (await alice.http.get(path)).json() == {"items": [], "cells": 0, "next_cursor": None}
    prediction = await predict(alice, do_job, images)
    assert (await alice.http.get(path)).json()["cells"] == 5

    for image, operation in (
        (images[0], {"op": "classify", "ids": ["p0"], "class": "dead"}),
        (images[1], {"op": "check", "region": [0, 0, 10, 10]}),
    ):
        await start(alice, image, prediction)
        await alice.http.post(
            f"/api/v1/images/{image}/annotation/operations",
            json={"batch_id": str(uuid4()), "operations": [operation]},
            headers={"If-Match": '"1"'},
        )
    found = (await alice.http.get(path, params={"prediction_id": prediction})).json()
    open_cells = {(one["image_id"], one["id"]) for one in found["items"]}
    assert (images[0], "p0") not in open_cells
    assert {(images[0], "p1"), (images[0], "p2")} < open_cells
    scores = [one["score"] for one in found["items"]]
    assert scores == sorted(scores, reverse=True)
    assert problem(await bob.http.get(path)) == (404, "not-found")
