"""GET /predictions/{id}/differences of two models, and of a prediction and its corrections."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

import pytest
from support.gateway import Caller

Upload = Callable[..., Awaitable[list[str]]]
DoJob = Callable[[str], Awaitable[str]]
Json = dict[str, Any]
CLASSES = [{"name": "living", "target": False}, {"name": "dead", "target": True}]


async def predict(alice: Caller, do_job: DoJob, images: list[str], **more: object) -> str:
    body = {"image_ids": images, "model": "base/tiny@champion", **more}
    job = (await alice.http.post("/api/v1/predictions", json=body)).json()
    assert await do_job(job["id"]) == "succeeded"
    path: str = (await alice.http.get(f"/api/v1/jobs/{job['id']}")).json()["result"]
    return path


async def ask(caller: Caller, path: str, expected: int = 200, /, **query: object) -> Json:
    answer = await caller.http.get(path, params={key: str(value) for key, value in query.items()})
    assert answer.status_code == expected, answer.text
    found: Json = answer.json()
    return found


async def cells_of(alice: Caller, path: str, image: str) -> list[Json]:
    found: list[Json] = (await ask(alice, f"{path}/images/{image}/cells"))["items"]
    return found


async def correct(alice: Caller, image: str, cells: list[Json]) -> None:
    """Label a picture with these cells."""
    put = await alice.http.put(
        f"/api/v1/images/{image}/annotation",
        json={"cells": cells, "checked": [], "classes": CLASSES},
        headers={"If-Match": '"0"'},
    )
    assert put.status_code == 200, put.text


async def test_two_predictions_alike_have_no_difference(alice: Caller, upload: Upload, do_job: DoJob) -> None:
    first, second, third = await upload((3, 1), (0, 2), (1, 1), group="control")
    one = await predict(alice, do_job, [first, second])
    other = (await predict(alice, do_job, [second, third, first])).rsplit("/", 1)[1]
    found = await ask(alice, f"{one}/differences", 200, **{"with": other})
    assert [image["image_id"] for image in found["images"]] == [first, second]
    assert found["left_out"] == [0, 1]
    assert (found["total"]["same"], found["total"]["differing"], found["total"]["f1"]) == (6, 0, 1.0)
    assert found["counts"] == [{"living": 3, "dead": 3}] * 2
    (picture, _) = found["images"]
    assert (picture["group"], picture["first"]["target_ratio"]) == ("control", pytest.approx(1 / 3))
    assert picture["tally"]["confusion"] == {"living": {"living": 3, "dead": 0}, "dead": {"living": 0, "dead": 1}}


async def test_what_people_corrected(alice: Caller, upload: Upload, do_job: DoJob) -> None:
    corrected, untouched = await upload((3, 1), (1, 1))
    path = await predict(alice, do_job, [corrected, untouched])
    boxes = {one["class"]: one["box"] for one in await cells_of(alice, path, corrected)}
    kept = [one["box"] for one in await cells_of(alice, path, corrected) if one["class"] == "living"]
    # One living cell is dead now, one was taken away, one added, and the dead one stays.
    added = [200, 200, 220, 220]
    now = [(kept[0], "living"), (kept[1], "dead"), (boxes["dead"], "dead"), (added, "living")]
    await correct(alice, corrected, [{"id": str(i), "box": box, "class": name} for i, (box, name) in enumerate(now)])

    found = await ask(alice, f"{path}/differences", labels="current")
    first, second = found["images"]
    tally = first["tally"]
    assert (tally["same"], tally["class_changed"], tally["only_first"], tally["only_second"]) == (2, 1, 1, 1)
    assert tally["confusion"]["living"] == {"living": 1, "dead": 1}
    assert tally["f1"] == pytest.approx(6 / 8)
    assert (first["first"]["target_ratio"], first["second"]["target_ratio"]) == (pytest.approx(1 / 3), 1.0)
    assert (first["second"]["labels"], first["second"]["annotation_revision"]) == ("current", 1)
    assert (second["second"]["labels"], second["tally"]["differing"]) == ("predicted", 0)
    assert (found["total"]["differing"], found["second"]["labels"]) == (3, "current")

    cells = await ask(alice, f"{path}/differences/{corrected}", labels="current")
    assert [one["kind"] for one in cells["items"]] == ["only-first", "only-second", "class-changed", "same", "same"]
    assert cells["items"][0]["second"] is None
    assert cells["items"][1] == {
        "kind": "only-second",
        "first": None,
        "second": {"box": added, "class": "living", "score": None},
    }
    changed = cells["items"][2]
    assert (changed["first"]["class"], changed["second"]["class"], changed["first"]["box"]) == (
        "living",
        "dead",
        kept[1],
    )
    page = await ask(alice, f"{path}/differences/{corrected}", labels="current", limit=4)
    rest = await ask(alice, f"{path}/differences/{corrected}", labels="current", cursor=page["next_cursor"])
    assert (len(page["items"]), rest["items"], rest["next_cursor"]) == (4, cells["items"][4:], None)


async def test_two_models_are_named(alice: Caller, upload: Upload, do_job: DoJob) -> None:
    (image,) = await upload((3, 1))
    one = await predict(alice, do_job, [image])
    single = (await predict(alice, do_job, [image], model="base/single@1", confidence=0.25)).rsplit("/", 1)[1]
    found = await ask(alice, f"{one}/differences", 200, **{"with": single})
    assert (found["first"]["model"], found["second"]["model"]) == ("base/tiny@1", "base/single@1")
    assert (found["second"]["confidence"], found["least_overlap"]) == (0.25, 0.5)
    assert (found["total"]["matched"], found["total"]["only_first"], found["total"]["only_second"]) == (4, 0, 0)


async def test_both_sides_have_to_be_ones_own(alice: Caller, bob: Caller, upload: Upload, do_job: DoJob) -> None:
    (image,) = await upload((3, 1))
    path = await predict(alice, do_job, [image])
    hers = path.rsplit("/", 1)[1]
    files = [("files", ("b.png", (await alice.http.get(f"/api/v1/images/{image}/content")).content))]
    his_image = (await bob.http.post("/api/v1/images", files=files)).json()["items"][0]["image"]["id"]
    his = await predict(bob, do_job, [his_image])
    for query in ({"labels": "current"}, {"with": his.rsplit("/", 1)[1]}):
        await ask(bob, f"{path}/differences", 404, **query)
        await ask(bob, f"{path}/differences/{image}", 404, **query)
    await ask(bob, f"{his}/differences", 404, **{"with": hers})
    await ask(bob, f"{his}/differences/{his_image}", 404, **{"with": hers})


async def test_refusals(alice: Caller, upload: Upload, do_job: DoJob) -> None:
    one, other = await upload((1, 1), (1, 1))
    path, elsewhere = await predict(alice, do_job, [one]), await predict(alice, do_job, [other])
    own, foreign = (each.rsplit("/", 1)[1] for each in (path, elsewhere))
    for query in ({}, {"with": own}, {"with": foreign}, {"with": foreign, "labels": "current"}):
        refused = await ask(alice, f"{path}/differences", 422, **query)
        assert refused["type"] == "/docs/errors/nothing-to-compare"
    await ask(alice, f"{path}/differences/{one}", 404, **{"with": foreign})
    await ask(alice, f"{path}/differences/{uuid4()}", 404, labels="current")
    await ask(alice, f"{path}/differences", 404, **{"with": uuid4()})


async def test_a_picture_without_a_result_is_named_and_not_counted(
    alice: Caller, upload: Upload, do_job: DoJob
) -> None:
    (image,) = await upload((1, 1))
    path = await predict(alice, do_job, [image])
    body = {"image_ids": [image], "model": "base/tiny@champion"}
    await alice.http.post("/api/v1/predictions", json=body)
    waiting = (await alice.http.get("/api/v1/predictions")).json()["items"][0]["id"]
    found = await ask(alice, f"{path}/differences", 200, **{"with": waiting})
    (picture,) = found["images"]
    assert (picture["second"], picture["tally"], found["total"]["matched"]) == (None, None, 0)
    assert found["counts"] == [{"living": 0, "dead": 0}] * 2
    await ask(alice, f"{path}/differences/{image}", 409, **{"with": waiting})
