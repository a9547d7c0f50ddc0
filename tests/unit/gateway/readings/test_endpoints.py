"""Two readings of one picture, kept apart until they are handed in, held against each other, and decided between."""

from typing import Any

import httpx
import pytest
from cellscanner_gateway.resources import Resources
from sqlalchemy import text
from support.gateway import Caller
from support.labelling import CLASSES, read, upload
from support.labels import add, problem

Json = dict[str, Any]
EMPTY = {"empty": True, "classes": CLASSES}


@pytest.fixture
async def image(alice: Caller, bob: Caller) -> str:
    """A picture of alice, in whose project bob is an annotator."""
    (image_id,) = await upload(alice.http, [1])
    project = (await alice.http.get(f"/api/v1/images/{image_id}")).json()["project_id"]
    member = {"username": "bob", "role": "annotator"}
    assert (await alice.http.post(f"/api/v1/projects/{project}/members", json=member)).status_code == 201
    return image_id


async def begin(http: httpx.AsyncClient, image: str) -> str:
    answer = await http.post(f"/api/v1/images/{image}/readings", json=EMPTY)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def labels(http: httpx.AsyncClient, image: str, reading: str | None = None) -> httpx.Response:
    query = {"reading": reading} if reading else {}
    return await http.get(f"/api/v1/images/{image}/annotation", params=query)


async def disagreements(http: httpx.AsyncClient, image: str, first: str, second: str) -> httpx.Response:
    return await http.get(f"/api/v1/images/{image}/disagreements", params={"first": first, "second": second})


async def test_a_reading_is_its_readers_alone_until_it_is_handed_in(alice: Caller, bob: Caller, image: str) -> None:
    hers, his = await begin(alice.http, image), await begin(bob.http, image)
    assert (await labels(bob.http, image, his)).json()["state"] == "draft"
    assert problem(await labels(alice.http, image, his)) == (409, "reading-open")
    await alice.http.post(f"/api/v1/images/{image}/readings/{hers}/hand-in")
    # He sees nothing of hers while his own is open, nor of the picture's labels.
    for reading in (hers, None):
        assert problem(await labels(bob.http, image, reading)) == (409, "reading-open")
    assert problem(await disagreements(bob.http, image, hers, his)) == (409, "reading-open")
    handed = await bob.http.post(f"/api/v1/images/{image}/readings/{his}/hand-in")
    assert (handed.json()["state"], handed.json()["revision"]) == ("submitted", 2)
    assert (await labels(bob.http, image, hers)).status_code == 200
    assert (await labels(alice.http, image, his)).status_code == 200
    listed = (await alice.http.get(f"/api/v1/images/{image}/readings")).json()["items"]
    assert [(one["reader"], one["mine"], one["state"]) for one in listed] == [
        ("alice", True, "submitted"),
        ("bob", False, "submitted"),
    ]


async def test_a_reading_that_was_handed_in_stays_as_it_is(alice: Caller, image: str) -> None:
    reading = await read(alice.http, image, [add("a")])
    path = f"/api/v1/images/{image}/annotation"
    put: Json = {"cells": [], "checked": []}
    answer = await alice.http.put(path, json=put, params={"reading": reading}, headers={"If-Match": '"3"'})
    assert problem(answer) == (409, "review-refused")
    again = await alice.http.post(f"/api/v1/images/{image}/readings/{reading}/hand-in")
    assert problem(again) == (409, "review-refused")
    assert problem(await alice.http.post(f"/api/v1/images/{image}/readings", json=EMPTY)) == (409, "conflict")


async def test_a_reading_changes_nothing_of_the_pictures_own_labels(alice: Caller, image: str) -> None:
    await read(alice.http, image, [add("a")])
    own = (await labels(alice.http, image)).json()
    assert (own["revision"], own["state"], own["cells"]) == (0, None, [])
    project = (await alice.http.get(f"/api/v1/images/{image}")).json()["project_id"]
    assert (await alice.http.get(f"/api/v1/projects/{project}/annotations")).json()["items"] == []
    assert len((await alice.http.get(f"/api/v1/projects/{project}/readings")).json()["items"]) == 1
    revisions = f"/api/v1/images/{image}/annotation/revisions"
    assert (await alice.http.get(revisions)).json()["items"] == []


async def test_only_its_reader_gives_a_draft_up_and_reviewers_take_any_away(
    alice: Caller, bob: Caller, image: str, resources: Resources
) -> None:
    his = await begin(bob.http, image)
    path = f"/api/v1/images/{image}/readings"
    assert (await bob.http.delete(f"{path}/{his}")).status_code == 204
    again = await read(bob.http, image)
    assert problem(await bob.http.delete(f"{path}/{again}")) == (403, "role-too-low")
    assert (await alice.http.delete(f"{path}/{again}")).status_code == 204
    assert (await labels(alice.http, image, again)).status_code == 404
    async with resources.database.transaction() as session:
        doomed = set(await session.scalars(text("select prefix from doomed_prefixes")))
    assert {f"annotations/{his}/", f"annotations/{again}/"} <= doomed


async def test_a_reading_of_another_picture_is_not_found(alice: Caller, image: str) -> None:
    (other,) = await upload(alice.http, [2])
    reading = await read(alice.http, other)
    assert (await labels(alice.http, image, reading)).status_code == 404
    assert (await alice.http.delete(f"/api/v1/images/{image}/readings/{reading}")).status_code == 404


async def test_two_readings_are_decided_between_and_accepted(alice: Caller, bob: Caller, image: str) -> None:
    hers = await read(alice.http, image, [add("a"), add("b", 10, "dead"), add("c", 20)])
    his = await read(bob.http, image, [add("a"), add("b", 10, "living"), add("d", 30, "dead")])
    found = (await disagreements(alice.http, image, hers, his)).json()
    assert (found["cells"], found["matched"], found["f1"]) == ([3, 3], 2, pytest.approx(2 / 3))
    assert found["confusion"] == {"living": {"living": 1, "dead": 0}, "dead": {"living": 1, "dead": 0}}
    assert (found["first"]["reader"], found["second"]["reader"]) == ("alice", "bob")
    assert [one["kind"] for one in found["items"]] == ["class-differs", "only-first", "only-second"]
    decisions = [
        {"first": "b", "second": "b", "take": "second"},
        {"first": "c", "take": "neither"},
        {"second": "d", "take": "class", "class": "living"},
    ]
    path = f"/api/v1/images/{image}/adjudication"
    wanted = {"first": hers, "second": his, "decisions": decisions}
    begun = {"If-Match": '"0"'}
    assert problem(await bob.http.post(path, json=wanted, headers=begun)) == (403, "role-too-low")
    half = wanted | {"decisions": decisions[:1]}
    refused = await alice.http.post(path, json=half, headers=begun)
    assert (problem(refused), refused.json()["undecided"]) == ((422, "invalid-request"), 2)
    made = (await alice.http.post(path, json=wanted, headers=begun)).json()
    assert [(one["id"], one["class"]) for one in made["cells"]] == [("a", "living"), ("b", "living"), ("d", "living")]
    assert (made["state"], made["author"], made["checked"]) == ("submitted", "alice", [[0, 0, 64, 64]])
    assert made["source"]["readings"] == [
        {"reading_id": hers, "reader": "alice", "revision": 3},
        {"reading_id": his, "reader": "bob", "revision": 3},
    ]
    review = f"/api/v1/images/{image}/annotation/review"
    assert problem(await bob.http.post(review, json={"action": "accept"})) == (403, "role-too-low")
    assert (await alice.http.post(review, json={"action": "accept"})).json()["state"] == "accepted"
    kinds = (await alice.http.get(f"/api/v1/images/{image}/annotation/revisions")).json()["items"]
    assert [one["kind"] for one in kinds] == ["review", "adjudication"]


async def test_the_pictures_own_labels_are_one_of_the_two(alice: Caller, bob: Caller, image: str) -> None:
    his = await read(bob.http, image, [add("a", 1, "dead")])
    nothing = await alice.http.get(f"/api/v1/images/{image}/disagreements", params={"second": his})
    assert nothing.status_code == 404
    own = f"/api/v1/images/{image}/annotation"
    await alice.http.post(f"{own}/start", json=EMPTY, headers={"If-Match": '"0"'})
    cells = {"cells": [{"id": "x", "box": [1, 1, 6, 6], "class": "living"}], "checked": []}
    await alice.http.put(own, json=cells, headers={"If-Match": '"1"'})
    found = (await alice.http.get(f"/api/v1/images/{image}/disagreements", params={"second": his})).json()
    assert [one["kind"] for one in found["items"]] == ["class-differs"]
    assert found["first"] == {"reading_id": None, "reader": "alice", "revision": 2}
    wanted = {"second": his, "decisions": [{"first": "x", "second": "a", "take": "first"}]}
    path = f"/api/v1/images/{image}/adjudication"
    old = await alice.http.post(path, json=wanted, headers={"If-Match": '"1"'})
    assert problem(old) == (412, "annotation-changed")
    made = await alice.http.post(path, json=wanted, headers={"If-Match": '"2"'})
    assert [(one["id"], one["class"]) for one in made.json()["cells"]] == [("x", "living")]


async def test_what_waits_for_review_is_listed_with_its_words_and_who_has_it_open(
    alice: Caller, bob: Caller, image: str
) -> None:
    own = f"/api/v1/images/{image}/annotation"
    await bob.http.post(f"{own}/start", json=EMPTY, headers={"If-Match": '"0"'})
    await bob.http.post(f"{own}/review", json={"action": "submit"})
    project = (await alice.http.get(f"/api/v1/images/{image}")).json()["project_id"]
    path = f"/api/v1/projects/{project}"
    waiting = (await alice.http.get(f"{path}/annotations", params={"state": "submitted"})).json()["items"]
    assert [(one["image_id"], one["author"]) for one in waiting] == [(image, "bob")]
    await alice.http.post(f"{own}/review", json={"action": "return", "note": "Two are missing."})
    assert (await alice.http.get(f"{path}/annotations", params={"state": "submitted"})).json()["items"] == []
    (returned,) = (await bob.http.get(f"{path}/annotations")).json()["items"]
    assert (returned["state"], returned["note"], returned["author"]) == ("returned", "Two are missing.", "alice")
    await bob.http.put(f"{own}/presence")
    (there,) = (await alice.http.get(f"{path}/presence")).json()["items"]
    assert (there["username"], there["image_id"]) == ("bob", image)
