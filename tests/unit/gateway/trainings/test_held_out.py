"""Both models' cells in a held-out picture: for who trained, while they may see the picture."""

from uuid import UUID, uuid4

import httpx
from cellscanner_shared.store import ObjectStore
from cellscanner_shared.trainings import FoundCell, HeldOutPicture, TrueCell, held_out_key
from support.gateway import Caller
from support.labelling import CLASSES, labelled
from support.labels import problem

PATH = "/api/v1/trainings"


async def trained(caller: Caller, store: ObjectStore) -> tuple[str, str, dict[str, object]]:
    """A training, one of its pictures, and what stands in the store as a trainer leaves it."""
    ids = await labelled(caller.http, 6)
    answer = await caller.http.post(PATH, json={"name": "mine", "base": "base/tiny@champion", "image_ids": ids})
    training = (await caller.http.get(f"{PATH}/{answer.json()['id']}")).json()
    found = FoundCell(box=(1, 2, 9, 8), class_name="living", score=0.75, outcome="wrong-class")
    true = TrueCell(box=(1, 2, 9, 9), class_name="dead", old="missed", new="wrong-class")
    classes = [{"name": "living", "target": False}, {"name": "dead", "target": True}]
    kept = HeldOutPicture.model_validate(
        {"image_id": ids[0], "classes": classes, "checked": [], "old": [], "new": [found], "truth": [true]}
    )
    key = held_out_key(training["plan"]["snapshot"], UUID(training["id"]), ids[0])
    store.put_bytes(key, kept.model_dump_json(by_alias=True).encode())
    return training["id"], ids[0], kept.model_dump(mode="json", by_alias=True)


async def test_what_the_trainer_left_is_answered(alice: Caller, object_store: ObjectStore) -> None:
    training, image, kept = await trained(alice, object_store)

    answer = await alice.http.get(f"{PATH}/{training}/held-out/{image}")

    assert (answer.status_code, answer.json()) == (200, kept)
    assert answer.json()["new"][0] == {
        "box": [1, 2, 9, 8],
        "class": "living",
        "score": 0.75,
        "outcome": "wrong-class",
    }


async def test_nobody_else_sees_it(
    alice: Caller, bob: Caller, anonymous: httpx.AsyncClient, object_store: ObjectStore
) -> None:
    training, image, _ = await trained(alice, object_store)
    path = f"{PATH}/{training}/held-out/{image}"

    assert (await bob.http.get(path)).status_code == 404
    assert (await anonymous.get(path)).status_code == 401


async def test_a_picture_that_was_removed_or_not_compared_has_none(alice: Caller, object_store: ObjectStore) -> None:
    training, image, _ = await trained(alice, object_store)
    other = (await labelled(alice.http, 1, start=60))[0]

    not_compared = await alice.http.get(f"{PATH}/{training}/held-out/{other}")
    unknown = await alice.http.get(f"{PATH}/{training}/held-out/{uuid4()}")
    await alice.http.delete(f"/api/v1/images/{image}")
    removed = await alice.http.get(f"{PATH}/{training}/held-out/{image}")

    assert [one.status_code for one in (not_compared, unknown, removed)] == [404, 404, 404]


async def test_who_reads_the_picture_does_not_see_its_true_cells(alice: Caller, object_store: ObjectStore) -> None:
    training, image, _ = await trained(alice, object_store)
    assert (
        await alice.http.post(f"/api/v1/images/{image}/readings", json={"empty": True, "classes": CLASSES})
    ).status_code == 201

    assert problem(await alice.http.get(f"{PATH}/{training}/held-out/{image}")) == (409, "reading-open")
