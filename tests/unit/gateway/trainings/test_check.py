"""Everything that is in the way of a training is told at once, before it starts, and says what to add."""

from typing import Any

import numpy as np
import pytest
from cellscanner_shared.store import ObjectStore
from support import pictures
from support.gateway import Caller
from support.labelling import CLASSES, annotate, cells, labelled, upload

CHECK = "/api/v1/trainings/check"
Json = dict[str, Any]


async def check(caller: Caller, image_ids: list[str], **fields: Any) -> Json:
    body = {"name": "my-cells", "base": "base/tiny@1", "image_ids": image_ids, **fields}
    answer = await caller.http.post(CHECK, json=body)
    assert answer.status_code == 200, answer.text
    told: Json = answer.json()
    assert told["ready"] == (not told["problems"])
    return told


def codes(told: Json) -> list[str]:
    return [problem["code"] for problem in told["problems"]]


async def test_what_is_ready_is_counted_and_nothing_is_made(alice: Caller) -> None:
    told = await check(alice, await labelled(alice.http, 10))

    assert (told["ready"], told["pictures"]) == (True, 10)
    assert told["labels"] == {"living": 30, "dead": 20}
    assert told["split"] == {"train": 7, "val": 2, "test": 1}
    assert (told["corrections"], told["advised_mode"]) == (None, None)
    assert told["estimated_seconds"] >= 20
    assert (await alice.http.get("/api/v1/trainings")).json()["items"] == []
    assert (await alice.http.get("/api/v1/models/alice/my-cells")).status_code == 404


async def test_full_takes_longer_than_quick(alice: Caller) -> None:
    ids = await labelled(alice.http, 12)
    asked = {mode: await check(alice, ids, mode=mode) for mode in ("quick", "full")}
    quick, full = [asked[mode]["estimated_seconds"] for mode in ("quick", "full")]

    assert asked["quick"]["modes"] == asked["full"]["modes"]
    assert {mode: one["estimated_seconds"] for mode, one in asked["quick"]["modes"].items()} == {
        "quick": quick,
        "full": full,
    }
    # Twelve small pictures: what both cost anyway, reading, export and the rest, is most of the quick one.
    assert full > 3 * quick


async def test_each_mode_is_ready_or_not_by_itself(alice: Caller) -> None:
    ids = await labelled(alice.http, 5, living=5, dead=5)
    told = await check(alice, ids, parameters={"detector": {"architecture": "yolov5su"}})

    assert {mode: one["ready"] for mode, one in told["modes"].items()} == {"quick": True, "full": False}


async def test_nothing_chosen(alice: Caller) -> None:
    assert codes(await check(alice, [])) == ["no-pictures"]


async def test_every_picture_that_cannot_be_used_is_named_with_its_reason(
    alice: Caller, object_store: ObjectStore
) -> None:
    ids = await upload(alice.http, range(5))
    blank, unchecked, thin, gone, lost = ids
    await annotate(alice.http, unchecked, cells(3, 2), checked=[])
    await annotate(alice.http, thin, [{"id": "c", "box": [5, 5, 5.5, 20], "class": "living"}, *cells(1, 1)])
    for image_id in (gone, lost):
        await annotate(alice.http, image_id, cells(3, 2))
    await alice.http.delete(f"/api/v1/images/{gone}")
    object_store.delete(f"pictures/{lost}/original")

    told = await check(alice, ids)
    refused = await alice.http.post(
        "/api/v1/trainings", json={"name": "my-cells", "base": "base/tiny@1", "image_ids": ids}
    )

    assert {problem["image_id"]: problem["code"] for problem in told["problems"]} == {
        blank: "no-annotation",
        unchecked: "nothing-checked",
        thin: "empty-boxes",
        gone: "picture-missing",
        lost: "picture-unreadable",
    }
    assert told["problems"][2]["values"] == {"filename": "2.png", "count": 1}
    assert refused.json()["problems"] == told["problems"]
    assert "0.png has no labels yet" in refused.json()["detail"]


async def test_too_few_labels_say_how_many_more_of_which_class(alice: Caller) -> None:
    ids = await labelled(alice.http, 6, living=4, dead=0)
    await annotate(alice.http, ids[0], cells(4, 1), revision=1)

    told = await check(alice, ids)
    full = await check(alice, ids, mode="full")

    (problem,) = told["problems"]
    assert (problem["code"], problem["values"]["class"], problem["values"]["more"]) == ("too-few-labels", "dead", 1)
    assert "label 1 more" in problem["message"]
    assert [one["values"]["more"] for one in full["problems"] if one["values"]["class"] == "dead"] == [7]
    assert {mode: one["ready"] for mode, one in told["modes"].items()} == {"quick": False, "full": False}


async def test_two_pictures_are_too_few(alice: Caller) -> None:
    (problem,) = (await check(alice, await labelled(alice.http, 2)))["problems"]

    assert (problem["code"], problem["values"]) == ("too-few-pictures", {"pictures": 2, "wanted": 3, "more": 1})


async def test_a_side_without_cells_is_told(alice: Caller) -> None:
    ids = await labelled(alice.http, 3, living=0, dead=0)
    await annotate(alice.http, ids[0], cells(4, 4), revision=1)

    assert codes(await check(alice, ids)).count("no-cells") == 2


async def test_one_class_is_none_for_a_classifier_and_enough_for_a_detector(alice: Caller) -> None:
    ids = await upload(alice.http, range(4))
    for image_id in ids:
        one = [cell | {"class": "cell"} for cell in cells(8, 0)]
        await annotate(alice.http, image_id, one, classes=[{"name": "cell", "target": False}])

    both = await check(alice, ids, base="base/cells@1", mode="full")
    detector = await check(alice, ids, base="base/cells@1", mode="full", units=["target-detection"])

    assert codes(both) == ["one-class"]
    assert codes(detector) == []


async def test_classes_of_ones_own_replace_or_extend_those_of_the_base(alice: Caller) -> None:
    ids = await upload(alice.http, range(5))
    third = [*CLASSES, {"name": "mitotic", "target": True}]
    for image_id in ids:
        labels = cells(3, 3)
        labels[0]["class"] = "mitotic"
        await annotate(alice.http, image_id, labels, classes=third)

    extended = await check(alice, ids)
    asked = await check(alice, ids, classes=CLASSES)
    kept = await check(alice, ids, units=["target-detection"])

    assert extended["labels"] == {"living": 10, "dead": 15, "mitotic": 5}
    assert codes(extended) == []
    assert [problem["values"] for problem in asked["problems"]] == [{"class": "mitotic", "labels": 5}]
    assert codes(kept) == ["unknown-class"]


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"base": "base/bare@1"}, ["no-features"]),
        ({"base": "base/bare@1", "units": ["target-detection"]}, []),
        ({"base": "base/bare@1", "mode": "full"}, ["weights-do-not-fit"]),
        ({"mode": "full"}, []),
        ({"mode": "full", "parameters": {"detector": {"architecture": "yolov5su"}}}, ["weights-do-not-fit"]),
        (
            {"mode": "full", "parameters": {"detector": {"architecture": "yolov5su", "initial_weights": "random"}}},
            [],
        ),
        (
            {"mode": "full", "parameters": {"detector": {"architecture": "yolov5su", "initial_weights": "coco"}}},
            ["no-coco-weights"],
        ),
        ({"mode": "full", "parameters": {"detector": {"architecture": "yolov5nu", "initial_weights": "coco"}}}, []),
        ({"units": ["he-detection"], "base": "base/cells@1"}, []),
        ({"units": ["he-detection"]}, ["base-has-classes"]),
        (
            {"units": ["he-detection"], "base": "base/bare@1", "parameters": {"he": {"architecture": "yolov5xu"}}},
            ["no-coco-weights"],
        ),
        (
            {
                "units": ["he-detection"],
                "base": "base/bare@1",
                "parameters": {"he": {"architecture": "yolov5xu", "initial_weights": "random"}},
            },
            [],
        ),
        ({"mode": "full", "parameters": {"classifier": {"architecture": "resnet50"}}}, ["weights-do-not-fit"]),
    ],
)
async def test_weights_that_are_not_there(alice: Caller, fields: Json, wanted: list[str]) -> None:
    assert codes(await check(alice, await labelled(alice.http, 5, living=5, dead=5), **fields)) == wanted


async def test_to_the_he_unit_every_label_is_a_cell(alice: Caller) -> None:
    ids = await labelled(alice.http, 5, living=4, dead=3)
    told = await check(alice, ids, base="base/cells@1", units=["he-detection"])

    assert (told["ready"], told["labels"]) == (True, {"cell": 35})
    assert list(told["modes"]) == ["full"]


@pytest.mark.parametrize(
    "fields", [{"units": ["he-detection", "target-detection"]}, {"units": ["he-detection"], "mode": "quick"}]
)
async def test_the_he_unit_stands_alone_and_is_never_quick(alice: Caller, fields: Json) -> None:
    answer = await alice.http.post(CHECK, json={"name": "my-cells", "image_ids": [], **fields})

    assert answer.status_code == 422
    assert "he-detection" in answer.text


async def test_a_picture_of_the_replay_is_looked_at_too(alice: Caller) -> None:
    ids = await labelled(alice.http, 5)
    (blank,) = await upload(alice.http, [99])

    told = await check(alice, ids, replay={"image_ids": [blank]})

    assert [(problem["code"], problem["image_id"]) for problem in told["problems"]] == [("no-annotation", blank)]


async def test_a_replay_without_cells_or_of_other_classes_is_told(alice: Caller) -> None:
    ids = await labelled(alice.http, 5)
    (strange,) = await upload(alice.http, [70])
    third = [*CLASSES, {"name": "mitotic", "target": True}]
    await annotate(alice.http, strange, [cells(1, 0)[0] | {"class": "mitotic"}], classes=third)

    itself = await check(alice, ids, replay={"image_ids": [ids[0]]})
    other = await check(alice, ids, replay={"image_ids": [strange]}, classes=CLASSES)

    assert codes(itself) == ["empty-replay"]
    assert [(one["code"], one["values"]["class"]) for one in other["problems"]] == [("unknown-class", "mitotic")]


async def test_what_is_too_large_at_the_models_scale_is_named_unless_a_part_is_checked(alice: Caller) -> None:
    ids = await labelled(alice.http, 5)
    grey = ("files", ("wide.png", pictures.encode(np.full((1500, 1500, 3), 90, np.uint8), "PNG")))
    wide = (await alice.http.post("/api/v1/images", files=[grey])).json()["items"][0]["image"]["id"]
    await alice.http.patch(f"/api/v1/images/{wide}", json={"micrometers_per_pixel": 2.0})
    await annotate(alice.http, wide, cells(3, 2), checked=[[0, 0, 1500, 1500]])
    whole = await check(alice, [*ids, wide], base="base/fine@1")
    await annotate(alice.http, wide, cells(3, 2), checked=[[0, 0, 200, 200]], revision=1)
    part = await check(alice, [*ids, wide], base="base/fine@1")

    values = {"filename": "wide.png", "megapixels": 120}
    assert [(one["code"], one["image_id"], one["values"]) for one in whole["problems"]] == [
        ("picture-too-large", wide, values)
    ]
    assert codes(part) == []


async def test_a_network_that_is_not_trained_keeps_its_classes(alice: Caller) -> None:
    ids = await labelled(alice.http, 5, living=8, dead=8)
    wanted = [*CLASSES, {"name": "mitotic", "target": True}]

    told = await check(alice, ids, classes=wanted, mode="full", units=["target-detection"])

    (problem,) = told["problems"]
    assert problem["code"] == "other-classes"
    assert problem["values"] == {"model": "base/tiny@1", "known": "living, dead", "classes": "living, dead, mitotic"}


async def test_copies_in_another_project_are_no_other_pictures(alice: Caller) -> None:
    project = (await alice.http.post("/api/v1/projects", json={"name": "Second"})).json()["id"]
    ids = await labelled(alice.http, 2)
    copies = await labelled(alice.http, 2, project=project)

    (problem,) = (await check(alice, [*ids, *copies]))["problems"]

    assert (problem["code"], problem["values"]["pictures"]) == ("too-few-pictures", 2)
