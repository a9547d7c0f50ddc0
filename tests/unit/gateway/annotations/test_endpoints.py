"""Labels as a page and a program meet them: read, start, change, clash, merge, look back."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID, uuid4

import pytest
from cellscanner_gateway.annotations.service import training_labels
from cellscanner_gateway.objects.sweeper import sweep
from cellscanner_gateway.resources import Resources
from cellscanner_shared.store import ObjectStore
from support.gateway import Caller
from support.labels import CLASSES, Json, Labels, add, ids, problem

Labelled = Callable[[Caller], Awaitable[Labels]]

LIVING_CELL = {
    "id": "a",
    "box": [1.0, 1.0, 6.0, 6.0],
    "class": "living",
    "origin": "added",
    "score": None,
    "class_score": None,
    "detector_class": None,
    "corrected": False,
    "changed": False,
    "shape": None,
}


async def test_a_picture_nobody_labelled_is_at_revision_0(labels: Labels) -> None:
    answer = await labels.http.get(labels.path)
    assert answer.headers["etag"] == '"0"'
    assert answer.json() == {
        "image_id": labels.image_id,
        "revision": 0,
        "state": None,
        "note": None,
        "classes": [],
        "cells": [],
        "checked": [],
        "source": None,
        "author": None,
        "updated_at": None,
    }


async def test_start_from_nothing_and_add_a_cell(labels: Labels) -> None:
    started = await labels.start()
    assert (started["revision"], started["state"], started["classes"]) == (1, "draft", CLASSES)
    assert started["source"] == {
        "kind": "empty",
        "prediction_id": None,
        "model": None,
        "filename": None,
        "readings": None,
    }
    assert started["author"] == "alice"
    assert await labels.do(add("a")) == {"revision": 2, "skipped": []}
    assert (await labels.get())["cells"] == [LIVING_CELL]
    assert (await labels.get(1))["cells"] == []


async def test_a_change_without_if_match_is_428_and_with_an_old_one_412(labels: Labels) -> None:
    await labels.start()
    body: Json = {"cells": [], "checked": []}
    assert problem(await labels.http.put(labels.path, json=body)) == (428, "precondition-required")
    assert problem(await labels.http.put(labels.path, json=body, headers={"If-Match": "new"}))[0] == 422
    clash = await labels.http.put(labels.path, json=body, headers={"If-Match": '"0"'})
    assert problem(clash) == (412, "annotation-changed")
    assert clash.json()["current_revision"] == 1


async def test_after_a_clash_a_page_merges_by_what_happened_since(labels: Labels) -> None:
    await labels.start()
    other = Labels(labels.http, labels.image_id)
    other.revision = labels.revision
    await labels.do(add("a"), add("b", 10))
    mine = {"batch_id": str(uuid4()), "operations": [add("c", 20)]}
    clash = await other.http.post(f"{other.path}/operations", json=mine, headers=other.match)
    assert clash.status_code == 412

    since = (await other.http.get(f"{other.path}/operations", params={"since": 1})).json()
    (step,) = since["items"]
    assert (step["revision"], step["author"], step["kind"]) == (2, "alice", "operations")
    assert step["operations"] == [{**add("a"), "box": [1.0, 1.0, 6.0, 6.0]}, {**add("b", 10), "box": [10, 1, 15, 6]}]
    other.revision = clash.json()["current_revision"]
    assert (await other.http.post(f"{other.path}/operations", json=mine, headers=other.match)).status_code == 200
    assert ids(await other.get()) == ["a", "b", "c"]


async def test_the_history_since_is_read_in_pages_and_says_where_all_was_replaced(labels: Labels) -> None:
    await labels.start()
    for number in range(3):
        await labels.do(add(f"a{number}", number))
    path = f"{labels.path}/operations"
    first = (await labels.http.get(path, params={"since": 0, "limit": 2})).json()
    rest = (await labels.http.get(path, params={"since": 0, "cursor": first["next_cursor"]})).json()
    steps = first["items"] + rest["items"]
    assert [step["revision"] for step in steps] == [1, 2, 3, 4]
    assert [step["operations"] is None for step in steps] == [True, False, False, False]
    assert rest["next_cursor"] is None


async def test_a_batch_that_is_sent_twice_counts_once(labels: Labels) -> None:
    await labels.start()
    batch = str(uuid4())
    operations = [add("a"), {"op": "delete", "ids": ["gone"]}]
    first = await labels.do(*operations, batch_id=batch)
    await labels.do(add("b", 20))
    again = await labels.http.post(
        f"{labels.path}/operations", json={"batch_id": batch, "operations": operations}, headers={"If-Match": '"1"'}
    )
    assert first == again.json() == {"revision": 2, "skipped": [{"index": 1, "reason": "gone"}]}
    assert (await labels.get())["revision"] == 3


async def test_the_same_batch_at_the_same_time_counts_once(labels: Labels) -> None:
    await labels.start()
    body = {"batch_id": str(uuid4()), "operations": [add("a")]}
    sent = [labels.http.post(f"{labels.path}/operations", json=body, headers=labels.match) for _ in range(4)]
    answers = await asyncio.gather(*sent)
    assert [answer.json() for answer in answers] == [{"revision": 2, "skipped": []}] * 4


async def test_of_two_changes_at_the_same_time_one_wins(labels: Labels) -> None:
    await labels.start()
    bodies = [{"batch_id": str(uuid4()), "operations": [add(name)]} for name in "abcd"]
    sent = [labels.http.post(f"{labels.path}/operations", json=body, headers=labels.match) for body in bodies]
    statuses = [answer.status_code for answer in await asyncio.gather(*sent)]
    assert sorted(statuses) == [200, 412, 412, 412]
    assert len((await labels.get())["cells"]) == 1


async def test_restore_takes_back_a_deletion(labels: Labels) -> None:
    await labels.start()
    await labels.do(add("a"), {"op": "classify", "ids": ["a"], "class": "dead"})
    (before,) = (await labels.get())["cells"]
    await labels.do({"op": "delete", "ids": ["a"]})
    assert (await labels.get())["cells"] == []
    await labels.do({"op": "restore", "cells": [before]})
    assert (await labels.get())["cells"] == [before]
    assert (before["class"], before["changed"]) == ("dead", True)


async def test_put_replaces_everything_and_keeps_where_known_cells_came_from(labels: Labels) -> None:
    await labels.start()
    await labels.do(add("a"), add("b", 10), add("c", 20))
    cells = [
        {"id": "a", "box": [1, 1, 6, 6], "class": "dead"},
        {"id": "b", "box": [10, 2, 15, 6], "class": "living"},
        {"box": [30, 1, 35, 6], "class": "living"},
    ]
    put = await labels.send("PUT", cells=cells, checked=[[0, 0, 60, 40]])
    shown = put.json()
    assert [cell["changed"] for cell in shown["cells"]] == [True, True, False]
    assert UUID(shown["cells"][2]["id"])
    assert shown["checked"] == [[0.0, 0.0, 60.0, 40.0]]
    revisions = (await labels.http.get(f"{labels.path}/revisions")).json()["items"]
    assert [(one["revision"], one["kind"]) for one in revisions] == [(3, "put"), (2, "operations"), (1, "start")]
    assert revisions[0]["changes"] == {"added": 1, "moved": 1, "deleted": 1, "reclassified": 1}
    assert revisions[1]["changes"] == {"added": 3, "moved": 0, "deleted": 0, "reclassified": 0}
    assert ids(await labels.get(2)) == ["a", "b", "c"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"cells": [{"box": [1, 1, 6, 6], "class": "unheard"}], "checked": []},
        {"cells": [{"id": "a", "box": [1, 1, 6, 6], "class": "dead"}] * 2, "checked": []},
        {"cells": [{"box": [1, 1, 61, 6], "class": "dead"}], "checked": []},
        {"cells": [{"box": [6, 1, 1, 6], "class": "dead"}], "checked": []},
        {"cells": [{"box": [-1, 1, 6, 6], "class": "dead"}], "checked": []},
        {"cells": [{"id": "no/slash", "box": [1, 1, 6, 6], "class": "dead"}], "checked": []},
        {"cells": [], "checked": [[0, 0, 60, 41]]},
        {"cells": []},
    ],
    ids=["class", "twice", "outside", "turned", "negative", "id", "region", "no regions"],
)
async def test_labels_that_make_no_sense_are_refused(labels: Labels, wrong: Json) -> None:
    await labels.start()
    assert problem(await labels.send("PUT", **wrong)) == (422, "invalid-request")
    assert (await labels.get())["revision"] == 1


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400"])
async def test_numbers_that_are_none_are_refused(labels: Labels, number: str) -> None:
    await labels.start()
    body = '{"batch_id": "%s", "operations": [{"op": "add", "id": "a", "box": [0, 0, 5, %s], "class": "dead"}]}'
    headers = labels.match | {"Content-Type": "application/json"}
    answer = await labels.http.post(f"{labels.path}/operations", content=body % (uuid4(), number), headers=headers)
    assert problem(answer) == (422, "invalid-request")


async def test_an_old_revision_that_never_was_is_404(labels: Labels) -> None:
    await labels.start()
    answer = await labels.http.get(labels.path, params={"revision": 2})
    assert problem(answer) == (404, "not-found")


async def test_every_revision_stays_readable_across_snapshots(labels: Labels, object_store: ObjectStore) -> None:
    await labels.start()
    for number in range(2, 104):
        await labels.do(add(f"a{number}", number % 50))
    keys = [stored.key for stored in object_store.list(f"annotations/{labels.image_id}/")]
    assert [int(key.rpartition("/")[2].partition("-")[0]) for key in keys] == [1, 100, 50]
    for revision in (1, 49, 50, 51, 99, 100, 103):
        assert ids(await labels.get(revision)) == [f"a{number}" for number in range(2, revision + 1)]


async def test_many_cells_in_one_gesture_stand_in_the_store_and_not_in_a_row(
    labels: Labels, object_store: ObjectStore
) -> None:
    await labels.start()
    cells = [{"id": f"c{number}", "box": [1, 1, 6, 6], "class": "living"} for number in range(3000)]
    await labels.send("PUT", cells=cells, checked=[])
    await labels.do({"op": "delete", "ids": [cell["id"] for cell in cells[1:]]})
    (step,) = (await labels.http.get(f"{labels.path}/operations", params={"since": 2})).json()["items"]
    assert len(step["operations"][0]["ids"]) == 2999
    assert ids(await labels.get()) == ["c0"]
    assert any(stored.key.endswith(".operations.json") for stored in object_store.list("annotations/"))


async def test_a_hundred_thousand_cells_come_and_go(labels: Labels) -> None:
    await labels.start()
    cells = [
        {"id": f"c{number}", "box": [number % 50, number % 30, number % 50 + 5.25, number % 30 + 5], "class": "dead"}
        for number in range(100_000)
    ]
    assert (await labels.send("PUT", cells=cells, checked=[])).status_code == 200
    shown = await labels.get()
    assert len(shown["cells"]) == 100_000
    assert shown["cells"][77_777] == {**LIVING_CELL, "id": "c77777", "box": [27.0, 17.0, 32.25, 22.0], "class": "dead"}


async def test_labels_go_with_their_picture(labels: Labels, resources: Resources, object_store: ObjectStore) -> None:
    await labels.start()
    assert object_store.list("annotations/") != []
    assert (await labels.http.delete(f"/api/v1/images/{labels.image_id}")).status_code == 204
    await sweep(resources)
    assert object_store.list("annotations/") == []


async def test_a_change_that_loses_the_race_leaves_no_objects(
    labels: Labels, resources: Resources, object_store: ObjectStore
) -> None:
    await labels.start()
    body: Json = {"cells": [], "checked": []}
    sent = [labels.http.put(labels.path, json=body, headers=labels.match) for _ in range(4)]
    assert sorted(answer.status_code for answer in await asyncio.gather(*sent)) == [200, 412, 412, 412]
    await sweep(resources)
    assert len(object_store.list(f"annotations/{labels.image_id}/")) == 2


async def test_the_annotations_of_a_project_are_listed_without_their_cells(labels: Labels, alice: Caller) -> None:
    await labels.start()
    await labels.do(add("a"), add("b", 10, "dead"))
    image = (await alice.http.get(f"/api/v1/images/{labels.image_id}")).json()
    listed = (await alice.http.get(f"/api/v1/projects/{image['project_id']}/annotations")).json()
    (item,) = listed["items"]
    assert (item["image_id"], item["filename"], item["revision"]) == (labels.image_id, "a.png", 2)
    assert (item["state"], item["counts"]) == ("draft", {"living": 1, "dead": 1})


async def test_what_a_training_is_given(
    labels: Labels, labels_of: Labelled, alice: Caller, bob: Caller, resources: Resources
) -> None:
    bobs = await labels_of(bob)
    await bobs.start()
    untouched = await labels_of(alice)
    await labels.start()
    await labels.do(add("a"), add("b", 10, "dead"), {"op": "check", "region": [0, 0, 30, 40]})
    wanted = [UUID(one.image_id) for one in (untouched, bobs, labels)]
    (found,) = await training_labels(resources, wanted, alice.user.id)
    assert (found.image_id, found.revision, found.width, found.height) == (wanted[2], 2, 60, 40)
    assert found.boxes.dtype == "float32"
    assert found.boxes.tolist() == [[1, 1, 6, 6], [10, 1, 15, 6]]
    assert found.class_names == ("living", "dead")
    assert [one.model_dump() for one in found.classes] == CLASSES
    assert found.checked == ((0, 0, 30, 40),)
