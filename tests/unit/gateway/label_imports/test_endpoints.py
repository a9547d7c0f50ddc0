"""An import from the file to the labels and back, over the API."""

import asyncio
import json
from uuid import uuid4

import pytest
from cellscanner_gateway.label_imports import repository
from cellscanner_gateway.resources import Resources
from sqlalchemy import event
from support.gateway import Caller
from support.importing import Importing
from support.label_zips import coco, labelme, voc, zip_of
from support.labelling import CLASSES, annotate, cells
from support.labels import problem

A_AND_B = coco({"a.png": [("Dead", 1, 1, 9, 9), ("living", 20, 20, 30, 30)], "b.png": [("living", 5, 5, 10, 10)]})
SQUARE = [[2.0, 2.0], [12.0, 12.0]]


async def test_a_preview_tells_everything_and_changes_nothing(importing: Importing) -> None:
    shown = await importing.read("both.json", A_AND_B)
    assert shown["pictures"] == {"ready": 2}
    assert shown["classes"] == [
        {"name": "living", "cells": 2, "pictures": 2, "suggested": "living", "target": False},
        {"name": "Dead", "cells": 1, "pictures": 1, "suggested": "Dead", "target": False},
    ]
    assert (shown["step"], shown["skipped"], shown["labelled"], shown["notes"]) == ("read", {}, 0, [])
    assert [(one["filename"], one["counts"], one["had"]) for one in await importing.pictures(shown)] == [
        ("a.png", {"Dead": 1, "living": 1}, None),
        ("b.png", {"living": 1}, None),
    ]
    assert (await importing.labels("a.png"))["revision"] == 0


async def test_who_reads_a_picture_is_not_told_what_an_import_holds_of_it(importing: Importing) -> None:
    await annotate(importing.http, importing.images["a.png"], cells(1, 1))
    shown = await importing.read("both.json", A_AND_B)
    assert shown["labelled"] == 1
    path = f"/api/v1/images/{importing.images['a.png']}/readings"
    assert (await importing.http.post(path, json={"empty": True, "classes": CLASSES})).status_code == 201
    shown = (await importing.http.get(f"/api/v1/label-imports/{shown['id']}")).json()
    assert (shown["labelled"], [one["name"] for one in shown["classes"]]) == (0, ["living"])
    assert [(one["filename"], one["counts"], one["had"]) for one in await importing.pictures(shown)] == [
        ("a.png", {}, None),
        ("b.png", {"living": 1}, None),
    ]


async def test_applied_under_the_chosen_classes_and_taken_back(importing: Importing) -> None:
    shown = await importing.read("both.json", A_AND_B)
    classes = [{"name": "Dead", "to": "dead", "target": True}, {"name": "living", "to": None}]
    applied = await importing.step(shown, "apply", classes=classes)
    assert (applied["pictures"], applied["step"]) == ({"applied": 2}, "apply")
    labels = await importing.labels("a.png")
    assert [(cell["class"], cell["box"], cell["origin"]) for cell in labels["cells"]] == [
        ("dead", [1, 1, 9, 9], "imported")
    ]
    assert labels["classes"] == [{"name": "dead", "target": True}]
    assert labels["source"]["filename"] == "both.json"
    # A picture without a cell of the chosen classes is labelled as one without any.
    assert await importing.cells("b.png") == []

    undone = await importing.step(applied, "undo")
    assert undone["pictures"] == {"undone": 2}
    labels = await importing.labels("a.png")
    assert (labels["revision"], labels["state"], labels["cells"], labels["source"]) == (2, None, [], None)
    listed = await importing.http.get(f"/api/v1/projects/{importing.project}/annotations")
    assert listed.json()["items"] == []
    kinds = await importing.http.get(f"/api/v1/images/{importing.images['a.png']}/annotation/revisions")
    assert [one["kind"] for one in kinds.json()["items"]] == ["put", "import"]


async def test_a_picture_that_was_cleared_can_be_labelled_again(importing: Importing) -> None:
    shown = await importing.read("both.json", A_AND_B)
    await importing.step(await importing.step(shown, "apply"), "undo")
    image = importing.images["a.png"]
    refused = await importing.http.post(f"/api/v1/images/{image}/annotation/review", json={"action": "submit"})
    assert problem(refused) == (409, "review-refused")
    await annotate(importing.http, image, cells(1, 0), revision=2)
    assert (await importing.labels("a.png"))["state"] == "draft"


async def test_labels_that_are_there_stay_unless_they_are_to_be_replaced(importing: Importing) -> None:
    image = importing.images["a.png"]
    await annotate(importing.http, image, cells(1, 1))
    shown = await importing.read("both.json", A_AND_B)
    assert shown["labelled"] == 1
    kept = await importing.step(shown, "apply")
    assert kept["pictures"] == {"kept": 1, "applied": 1}
    assert len(await importing.cells("a.png")) == 2

    again = await importing.read("both.json", A_AND_B)
    replaced = await importing.step(again, "apply", replace=True)
    assert replaced["pictures"] == {"applied": 2}
    assert await importing.cells("a.png") == [("Dead", [1, 1, 9, 9]), ("living", [20, 20, 30, 30])]
    # Dead is new; dead was there, and stays a target.
    assert (await importing.labels("a.png"))["classes"][1] == {"name": "dead", "target": True}

    await importing.step(replaced, "undo")
    assert await importing.cells("a.png") == [("living", [0, 0, 6, 6]), ("dead", [8, 0, 14, 6])]


async def test_what_somebody_edits_meanwhile_is_never_overwritten(importing: Importing) -> None:
    shown = await importing.read("both.json", A_AND_B)
    await annotate(importing.http, importing.images["a.png"], cells(1, 0))
    applied = await importing.step(shown, "apply", replace=True)
    assert applied["pictures"] == {"changed": 1, "applied": 1}
    assert len(await importing.cells("a.png")) == 1

    await annotate(importing.http, importing.images["b.png"], cells(2, 2), revision=1)
    undone = await importing.step(applied, "undo")
    assert undone["pictures"] == {"changed": 2}
    assert len(await importing.cells("b.png")) == 4


async def test_a_zip_of_every_format_with_what_is_skipped_and_why(importing: Importing) -> None:
    await importing.upload("d.png", "图一.png")
    body = zip_of(
        {
            "labels/a.txt": "1 0.5 0.5 0.25 0.25\n0 0.1 0.1 0.1 0.1\n",
            "labels/classes.txt": "living\ndead\n",
            "voc/b.xml": voc("b.png", ("dead", 1, 1, 9, 9), ("dead", 70, 70, 80, 80), ("dead", 5, 5, 5, 9)),
            "c.json": labelme("..\\images\\c.png", ("living", "rectangle", SQUARE), ("x", "point", [[1.0, 1.0]])),
            "geo/d.png.geojson": json.dumps({"type": "FeatureCollection", "features": []}),
            "图一.xml": voc("图一.png", ("dead", 1, 1, 9, 9)),
            "images/a.png": b"\x89PNG",
            "README.md": "hello",
        }
    )
    shown = await importing.read("all.zip", body)
    assert shown["pictures"] == {"ready": 5}
    assert shown["skipped"] == {"outside": 1, "no-area": 1, "point": 1}
    assert shown["notes"] == [{"code": "files-ignored", "count": 2}]
    found = {one["filename"]: (one["format"], one["counts"]) for one in await importing.pictures(shown)}
    assert found == {
        "a.png": ("yolo", {"living": 1, "dead": 1}),
        "b.png": ("voc", {"dead": 1}),
        "c.png": ("labelme", {"living": 1}),
        "d.png": ("geojson", {}),
        "图一.png": ("voc", {"dead": 1}),
    }
    await importing.step(shown, "apply")
    assert await importing.cells("a.png") == [
        ("dead", [24, 24, 40, 40]),
        ("living", pytest.approx([3.2, 3.2, 9.6, 9.6])),
    ]


async def test_yolo_without_its_classes_says_so(importing: Importing) -> None:
    shown = await importing.read("yolo.zip", zip_of({"a.txt": "3 0.5 0.5 0.25 0.25\n"}))
    assert shown["notes"] == [{"code": "yolo-without-classes", "count": 1}]
    assert [one["name"] for one in shown["classes"]] == ["class 3"]


async def test_names_that_fit_none_or_several_are_told_with_candidates_and_can_be_chosen(
    importing: Importing,
) -> None:
    first = importing.images["a.png"]
    await importing.upload("a.png", "slide-12.png")
    second = importing.images["a.png"]
    body = coco({"a.png": [("dead", 1, 1, 9, 9)], "slide_12.tif": [("dead", 2, 2, 9, 9)], "qqq.png": []})
    shown = await importing.read("names.json", body)
    assert shown["pictures"] == {"ambiguous": 1, "unknown": 2}
    by_name = {one["name"]: one for one in await importing.pictures(shown)}
    assert {one["image_id"] for one in by_name["a.png"]["candidates"]} == {first, second}
    assert [one["filename"] for one in by_name["slide_12.tif"]["candidates"]] == ["slide-12.png"]
    refused = await importing.http.post(f"/api/v1/label-imports/{shown['id']}/apply", json={})
    assert problem(refused) == (409, "import-refused")

    choices = {"a.png": second, "slide_12.tif": importing.images["slide-12.png"]}
    chosen = await importing.step(shown, "read", choices=choices)
    assert chosen["pictures"] == {"ready": 2, "unknown": 1}
    await importing.step(chosen, "apply")
    assert await importing.cells("slide-12.png") == [("dead", [2, 2, 9, 9])]
    foreign = {"choices": {"a.png": str(uuid4())}}
    assert (await importing.http.post(f"/api/v1/label-imports/{shown['id']}/read", json=foreign)).status_code == 409


async def test_only_pictures_of_the_project_can_be_chosen(importing: Importing) -> None:
    shown = await importing.read("names.json", coco({"qqq.png": []}))
    answer = await importing.http.post(
        f"/api/v1/label-imports/{shown['id']}/read", json={"choices": {"qqq.png": str(uuid4())}}
    )
    assert problem(answer) == (404, "not-found")


async def test_a_second_file_for_a_picture_and_one_of_another_size_are_not_used(importing: Importing) -> None:
    body = zip_of(
        {
            "1/a.xml": voc("a.png", ("dead", 1, 1, 9, 9)),
            "2/a.xml": voc("a.png", ("dead", 2, 2, 9, 9)),
            "b.xml": voc("b.png", ("dead", 1, 1, 9, 9), size=(100, 100)),
            "c.json": "{",
        }
    )
    shown = await importing.read("odd.zip", body)
    assert shown["pictures"] == {"ready": 1, "twice": 1, "unreadable": 2}
    wrong = await importing.pictures(shown, "unreadable")
    assert [one["problem"]["type"].rpartition("/")[2] for one in wrong] == [
        "labels-of-another-picture",
        "labels-unreadable",
    ]


@pytest.mark.parametrize(
    ("filename", "body", "slug"),
    [
        ("a.zip", b"PK\x03\x04 and nothing more", "labels-unreadable"),
        ("a.json", b"{", None),
        ("many.zip", zip_of({f"{n}.txt": "" for n in range(6)}), "import-too-large"),
    ],
)
async def test_what_cannot_be_read_fails_its_job_or_stands_in_the_table(
    importing: Importing, resources: Resources, filename: str, body: bytes, slug: str | None
) -> None:
    object.__setattr__(resources, "settings", resources.settings.model_copy(update={"max_import_files": 5}))
    job = await importing.done(await importing.send(filename, body))
    assert job["state"] == ("failed" if slug else "succeeded")
    if slug:
        assert job["problem"]["type"].endswith(f"/{slug}")


async def test_the_steps_keep_their_order(importing: Importing) -> None:
    sent = await importing.send("both.json", A_AND_B)
    listed = await importing.http.get(f"/api/v1/projects/{importing.project}/label-imports")
    (shown,) = listed.json()["items"]
    assert shown["job"]["kind"] == "import"
    path = f"/api/v1/label-imports/{shown['id']}"
    for answer in (
        await importing.http.post(f"{path}/apply", json={}),
        await importing.http.post(f"{path}/undo"),
        await importing.http.delete(path),
    ):
        assert problem(answer) == (409, "import-refused")
    await importing.done(sent)
    assert problem(await importing.http.post(f"{path}/undo")) == (409, "import-refused")
    await importing.step(shown, "apply")
    assert problem(await importing.http.post(f"{path}/apply", json={})) == (409, "import-refused")
    assert (await importing.http.delete(path)).status_code == 204
    assert (await importing.http.get(path)).status_code == 404
    assert len(await importing.cells("a.png")) == 2


async def test_a_worker_that_died_goes_on_without_doing_a_picture_twice(
    importing: Importing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a death leaves: a revision that was written, and a row that does not know of it yet."""
    shown = await importing.read("both.json", A_AND_B)
    answer = await importing.http.post(f"/api/v1/label-imports/{shown['id']}/apply", json={})

    async def die(*_: object, **__: object) -> None:
        raise asyncio.CancelledError

    with monkeypatch.context() as patch:
        patch.setattr(repository, "set_picture", die)
        with pytest.raises(asyncio.CancelledError):
            await importing.done(answer)
    assert [(await importing.labels(name))["revision"] for name in ("a.png", "b.png")] == [1, 0]
    job = await importing.done(answer)
    assert (job["state"], job["progress"]["done"], job["progress"]["total"]) == ("succeeded", 2, 2)
    assert [(await importing.labels(name))["revision"] for name in ("a.png", "b.png")] == [1, 1]


async def test_a_list_of_imports_asks_no_more_than_one_import_does(importing: Importing, resources: Resources) -> None:
    asked = 0

    def count(*_: object) -> None:
        nonlocal asked
        asked += 1

    event.listen(resources.database.engine.sync_engine, "before_cursor_execute", count)
    path, needed = f"/api/v1/projects/{importing.project}/label-imports", []
    for number in range(1, 4):
        shown = await importing.read(f"{number}.json", A_AND_B)
        asked = 0
        items = (await importing.http.get(path)).json()["items"]
        needed.append(asked)
        assert (len(items), items[0]) == (number, shown)
    assert needed[0] == needed[1] == needed[2]


async def test_nobody_waits_for_the_import_into_a_project_that_is_gone(importing: Importing) -> None:
    answer = await importing.send("both.json", A_AND_B)
    assert (await importing.http.delete(f"/api/v1/projects/{importing.project}")).status_code == 204
    assert (await importing.done(answer))["state"] == "cancelled"


async def test_the_same_key_sends_once(importing: Importing) -> None:
    path = f"/api/v1/projects/{importing.project}/label-imports"
    headers = {"Idempotency-Key": "once"}
    answers = [
        await importing.http.post(path, files={"file": ("both.json", A_AND_B)}, headers=headers) for _ in range(2)
    ]
    assert answers[0].json()["id"] == answers[1].json()["id"]
    other = await importing.http.post(path, files={"file": ("both.json", "{}")}, headers=headers)
    assert problem(other) == (409, "idempotency-key-reused")
    assert len((await importing.http.get(path)).json()["items"]) == 1


async def test_a_stranger_finds_no_import(importing: Importing, bob: Caller) -> None:
    shown = await importing.read("both.json", A_AND_B)
    assert (await bob.http.get(f"/api/v1/label-imports/{shown['id']}")).status_code == 404
    assert (await bob.http.get(f"/api/v1/label-imports/{shown['id']}/pictures")).status_code == 404
    assert (await bob.http.post(f"/api/v1/label-imports/{shown['id']}/apply", json={})).status_code == 404
