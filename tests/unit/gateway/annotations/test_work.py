"""Reviewing, who is there, agreement, and files of labels, as a program meets them."""

import io
import json
import zipfile
from collections.abc import Awaitable, Callable
from datetime import timedelta

import httpx
import pytest
from cellscanner_gateway.annotations.models import AnnotationPresence
from cellscanner_gateway.resources import Resources
from sqlalchemy import update
from support.gateway import Caller
from support.labels import Labels, add, ids, problem

Labelled = Callable[[Caller], Awaitable[Labels]]


async def review(labels: Labels, action: str, note: str | None = None) -> httpx.Response:
    return await labels.send("POST", "/review", action=action, **({"note": note} if note else {}))


async def state(labels: Labels) -> tuple[str, str | None]:
    shown = await labels.get()
    return shown["state"], shown["note"]


async def test_a_draft_is_submitted_returned_and_accepted(labels: Labels) -> None:
    await labels.start()
    assert (await review(labels, "submit")).json()["state"] == "submitted"
    assert (await review(labels, "return", "Two cells are missing.")).status_code == 200
    assert await state(labels) == ("returned", "Two cells are missing.")
    await labels.do(add("a"))
    assert await state(labels) == ("returned", "Two cells are missing.")
    await review(labels, "submit")
    await review(labels, "accept", "Well done.")
    assert await state(labels) == ("accepted", "Well done.")
    kept = (await labels.http.get(f"{labels.path}/reviews")).json()["items"]
    assert [(one["action"], one["revision"], one["author"]) for one in kept] == [
        ("accept", 6, "alice"),
        ("submit", 5, "alice"),
        ("return", 3, "alice"),
        ("submit", 2, "alice"),
    ]
    assert ids(await labels.get(6)) == ids(await labels.get(4)) == ["a"]


async def test_a_change_makes_a_draft_of_what_was_accepted(labels: Labels) -> None:
    await labels.start()
    await review(labels, "submit")
    await review(labels, "accept")
    await labels.do(add("a"))
    assert await state(labels) == ("draft", None)


@pytest.mark.parametrize(
    ("steps", "refused"), [((), "accept"), ((), "return"), ((), "reopen"), (("submit", "accept"), "submit")]
)
async def test_steps_that_do_not_follow_are_refused(labels: Labels, steps: tuple[str, ...], refused: str) -> None:
    await labels.start()
    for step in steps:
        await review(labels, step)
    assert problem(await review(labels, refused, "why")) == (409, "review-refused")


async def test_reviews_need_labels_words_and_the_revision_that_was_seen(labels: Labels) -> None:
    assert problem(await labels.http.post(f"{labels.path}/review", json={"action": "submit"})) == (
        409,
        "review-refused",
    )
    await labels.start()
    await review(labels, "submit")
    assert problem(await labels.http.post(f"{labels.path}/review", json={"action": "return"}))[0] == 422
    old = {"If-Match": '"1"'}
    answer = await labels.http.post(f"{labels.path}/review", json={"action": "accept"}, headers=old)
    assert problem(answer) == (412, "annotation-changed")
    assert (await labels.http.post(f"{labels.path}/review", json={"action": "accept"})).status_code == 200


async def test_who_has_the_picture_open_is_forgotten_after_a_minute(labels: Labels, resources: Resources) -> None:
    path = f"{labels.path}/presence"
    assert (await labels.http.get(path)).json()["items"] == []
    assert (await labels.http.put(path)).status_code == 204
    (first,) = (await labels.http.get(path)).json()["items"]
    await labels.http.put(path)
    (again,) = (await labels.http.get(path)).json()["items"]
    assert first == again
    assert first["username"] == "alice"
    async with resources.database.transaction() as session:
        earlier = AnnotationPresence.seen_at - timedelta(seconds=61)
        await session.execute(update(AnnotationPresence).values(seen_at=earlier))
    assert (await labels.http.get(path)).json()["items"] == []
    await labels.http.put(path)
    (anew,) = (await labels.http.get(path)).json()["items"]
    assert anew["since"] > first["since"]


async def test_agreement_of_two_revisions(labels: Labels) -> None:
    await labels.start()
    await labels.do(add("a"), add("b", 10, "dead"), add("c", 20), add("d", 30, "dead"))
    await labels.do(
        {"op": "classify", "ids": ["a"], "class": "dead"},
        {"op": "move", "id": "b", "box": [11, 1, 16, 6]},
        {"op": "delete", "ids": ["d"]},
    )
    answer = await labels.http.get(f"{labels.path}/agreement", params={"first": 2, "second": 3})
    found = answer.json()
    assert (found["cells"], found["matched"]) == ([4, 3], 3)
    assert found["f1"] == pytest.approx(6 / 7)
    # Of three matches two agree; by chance (2/3 x 1/3 + 1/3 x 2/3).
    assert found["kappa"] == pytest.approx((2 / 3 - 4 / 9) / (5 / 9))
    assert found["confusion"] == {"living": {"living": 1, "dead": 1}, "dead": {"living": 0, "dead": 1}}
    none = await labels.http.get(f"{labels.path}/agreement", params={"first": 2, "second": 9})
    assert none.status_code == 404


def labelme(width: int = 60) -> bytes:
    shapes = [
        {"label": "dead", "shape_type": "circle", "points": [[10, 10], [13, 14]]},
        {"label": "new", "shape_type": "rectangle", "points": [[20, 20], [30, 30]]},
        {"label": "dead", "shape_type": "point", "points": [[1, 1]]},
    ]
    return json.dumps({"shapes": shapes, "imageWidth": width, "imageHeight": 40}).encode()


async def import_file(labels: Labels, data: bytes, **fields: str) -> httpx.Response:
    answer = await labels.http.post(
        f"{labels.path}/import", files={"file": ("a.json", data)}, data=fields, headers=labels.match
    )
    if answer.is_success:
        labels.revision = answer.json()["revision"]
    return answer


async def test_labels_of_a_file_take_the_place_of_the_others(labels: Labels) -> None:
    await labels.start()
    await labels.do(add("a"), {"op": "check", "region": [0, 0, 9, 9]})
    answer = await import_file(labels, labelme())
    assert answer.json() == {"revision": 3, "imported": 2, "skipped": [{"what": "shape 3 (dead)", "reason": "point"}]}
    shown = await labels.get()
    assert [(cell["id"], cell["class"], cell["box"], cell["origin"]) for cell in shown["cells"]] == [
        ("i0", "dead", [5, 5, 15, 15], "imported"),
        ("i1", "new", [20, 20, 30, 30], "imported"),
    ]
    assert shown["cells"][0]["shape"] == {"kind": "circle", "points": [[10, 10], [13, 14]]}
    assert {one["name"]: one["target"] for one in shown["classes"]} == {"living": False, "dead": True, "new": False}
    assert shown["source"] == {
        "kind": "import",
        "prediction_id": None,
        "model": None,
        "filename": "a.json",
        "readings": None,
    }
    assert shown["checked"] == []


async def test_an_outline_survives_deleting_restoring_and_exporting(labels: Labels) -> None:
    await import_file(labels, labelme())
    (cell, _) = (await labels.get())["cells"]
    await labels.do({"op": "delete", "ids": ["i0"]}, {"op": "restore", "cells": [cell]})
    exported = await labels.http.get(f"{labels.path}/export", params={"format": "labelme"})
    assert exported.headers["content-disposition"] == "attachment; filename*=UTF-8''a.json"
    kinds = [(shape["label"], shape["shape_type"]) for shape in exported.json()["shapes"]]
    assert sorted(kinds) == [("dead", "circle"), ("new", "rectangle")]


@pytest.mark.parametrize(
    ("data", "fields", "expected"),
    [
        (b"no labels", {}, (422, "labels-unreadable")),
        (labelme(width=61), {}, (422, "labels-of-another-picture")),
        (labelme(), {"format": "voc"}, (422, "labels-unreadable")),
        (labelme(), {"format": "excel"}, (422, "invalid-request")),
        (labelme(), {"colour": "red"}, (422, "invalid-request")),
    ],
)
async def test_files_that_are_no_labels_change_nothing(
    labels: Labels, data: bytes, fields: dict[str, str], expected: tuple[int, str]
) -> None:
    await labels.start()
    assert problem(await import_file(labels, data, **fields)) == expected
    assert (await labels.get())["revision"] == 1


async def test_an_import_that_would_name_too_many_classes_is_refused(labels: Labels) -> None:
    classes = [{"name": f"class {number}", "target": False} for number in range(255)]
    await labels.send("POST", "/start", empty=True, classes=classes)
    assert problem(await import_file(labels, labelme())) == (422, "invalid-request")


async def test_an_import_clashes_like_every_change(labels: Labels) -> None:
    await labels.start()
    answer = await labels.http.post(
        f"{labels.path}/import", files={"file": ("a.json", labelme())}, headers={"If-Match": '"0"'}
    )
    assert problem(answer) == (412, "annotation-changed")


@pytest.mark.parametrize("form", ["coco", "yolo", "voc", "labelme", "geojson"])
async def test_what_is_exported_can_be_imported(labels: Labels, form: str) -> None:
    await labels.start()
    await labels.do(add("a"), add("b", 10.25, "dead"))
    exported = await labels.http.get(f"{labels.path}/export", params={"format": form})
    await import_file(labels, exported.content, format=form)
    cells = (await labels.get())["cells"]
    assert [(cell["class"], [round(side, 6) for side in cell["box"]]) for cell in cells] == [
        ("living", [1, 1, 6, 6]),
        ("dead", [10.25, 1, 15.25, 6]),
    ]


async def export_project(caller: Caller, image_id: str, form: str) -> dict[str, bytes]:
    project = (await caller.http.get(f"/api/v1/images/{image_id}")).json()["project_id"]
    answer = await caller.http.get(f"/api/v1/projects/{project}/annotations/export", params={"format": form})
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


async def test_a_project_is_exported_as_a_zip(labels: Labels, labels_of: Labelled, alice: Caller) -> None:
    second, untouched = await labels_of(alice), await labels_of(alice)
    assert untouched.revision == 0
    await labels.start()
    await labels.do(add("a", 1, "dead"))
    await second.send("POST", "/start", empty=True, classes=[{"name": "dead", "target": True}])
    await second.do(add("a", 1, "dead"))
    yolo = await export_project(alice, labels.image_id, "yolo")
    assert sorted(yolo) == ["classes.txt", "data.yaml", "labels/a (2).txt", "labels/a.txt"]
    assert yolo["classes.txt"] == b"living\ndead\n"
    assert yolo["labels/a.txt"] == yolo["labels/a (2).txt"]
    assert yolo["labels/a.txt"].startswith(b"1 ")
    assert sorted(await export_project(alice, labels.image_id, "voc")) == ["a (2).xml", "a.xml"]
    coco = json.loads((await export_project(alice, labels.image_id, "coco"))["annotations.json"])
    assert (len(coco["images"]), len(coco["annotations"])) == (2, 2)


async def test_a_project_without_labels_is_an_empty_zip(labels: Labels, alice: Caller) -> None:
    assert await export_project(alice, labels.image_id, "labelme") == {}
