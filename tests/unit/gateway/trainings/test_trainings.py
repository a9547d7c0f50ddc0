"""Trainings from annotations as a program meets them; nobody works on the jobs here."""

import hashlib
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import httpx
import pytest
from cellscanner_gateway.models import repository
from cellscanner_gateway.models.models import ModelVersion
from cellscanner_gateway.resources import Resources
from cellscanner_shared.store import ObjectStore
from cellscanner_shared.trainings import Snapshot, TrainingPlan
from sqlalchemy import text
from support.gateway import Caller
from support.labelling import CLASSES, annotate, cells, labelled, upload

PATH = "/api/v1/trainings"


def request(image_ids: list[str], **fields: Any) -> dict[str, Any]:
    return {"name": "my-cells", "base": "base/tiny@champion", "image_ids": image_ids, **fields}


async def start(caller: Caller, image_ids: list[str], **fields: Any) -> dict[str, Any]:
    """The training that was made."""
    answer = await caller.http.post(PATH, json=request(image_ids, **fields))
    assert answer.status_code == 202, answer.text
    training: dict[str, Any] = (await caller.http.get(f"{PATH}/{answer.json()['id']}")).json()
    return training


def sides(training: dict[str, Any]) -> dict[str, str]:
    return {picture["image_id"]: picture["split"] for picture in training["pictures"]}


async def scalar(resources: Resources, query: str) -> Any:
    async with resources.database.transaction() as session:
        return await session.scalar(text(query))


async def test_the_plan_says_all_that_the_trainer_needs(alice: Caller, object_store: ObjectStore) -> None:
    ids = await labelled(alice.http, 10)

    training = await start(alice, ids, seed=5, parameters={"classifier": {"epochs": 3}})

    assert (training["model"], training["mode"], training["base"]) == ("alice/my-cells@1", "quick", "base/tiny@1")
    assert (training["recipe"], training["decision"], training["comparison"]) == (None, None, None)
    plan = TrainingPlan.model_validate(training["plan"])
    assert (plan.base, plan.start, plan.old) == ("base/tiny@1", "base/tiny@1", "base/tiny@1")
    assert plan.base_digest == (await alice.http.get("/api/v1/models/base/tiny/versions/1")).json()["digest"]
    assert [(one.name, one.target) for one in plan.classes] == [("living", False), ("dead", True)]
    assert (plan.seed, plan.parameters.classifier.epochs, plan.parameters.detector.steps) == (5, 3, 300)
    assert hashlib.sha256(object_store.get_bytes(plan.snapshot)).hexdigest() == plan.snapshot_sha256


async def test_the_snapshot_is_the_labels_as_they_were(alice: Caller, object_store: ObjectStore) -> None:
    ids = await labelled(alice.http, 9)
    half = (await upload(alice.http, [9]))[0]
    await annotate(alice.http, half, cells(6, 4), checked=[[0, 0, 64, 8]])

    training = await start(alice, [*ids, half])
    await annotate(alice.http, half, [], revision=1)
    snapshot = Snapshot.model_validate_json(object_store.get_bytes(training["plan"]["snapshot"]))

    assert [one.split for one in snapshot.images].count("train") == 7
    assert {str(one.image_id): one.split for one in snapshot.images} == sides(training)
    image = next(one for one in snapshot.images if str(one.image_id) == half)
    assert (image.file_name, image.checked) == ("9.png", ((0, 0, 64, 8),))
    assert object_store.exists(image.source_key)
    # Of ten cells in two rows, the eight whose centres lie in the checked region.
    of_half = [one for one in snapshot.annotations if one.image_id == image.id]
    assert [one.bbox for one in of_half] == [(8.0 * n, 0.0, 6.0, 6.0) for n in range(8)]
    assert [one.category_id for one in of_half] == [1] * 6 + [2] * 2
    assert next(one for one in snapshot.images if str(one.image_id) == ids[0]).checked == ()
    assert {one["image_id"]: one["revision"] for one in training["pictures"]} == dict.fromkeys([*ids, half], 1)


async def test_the_hold_out_stays_and_later_pictures_train_and_validate(alice: Caller) -> None:
    ids = await labelled(alice.http, 10)
    first = sides(await start(alice, ids))
    held_out = [image_id for image_id, side in first.items() if side == "test"]
    more = await labelled(alice.http, 5, start=100)
    learned = [image_id for image_id in ids if image_id not in held_out]

    # The hold-out is measured on, chosen or not.
    second = sides(await start(alice, [*learned, *more], seed=9))

    assert [image_id for image_id, side in second.items() if side == "test"] == held_out
    assert len(second) == 15


async def test_frames_that_look_alike_are_on_one_side(alice: Caller) -> None:
    ids = await labelled(alice.http, 8)
    twins = await labelled(alice.http, 8)

    split = sides(await start(alice, [*ids, *twins]))

    assert [split[one] for one in ids] == [split[one] for one in twins]


async def test_versions_are_counted_and_going_on_starts_from_ones_own(alice: Caller, resources: Resources) -> None:
    ids = await labelled(alice.http, 6)
    await start(alice, ids)
    await make_version(resources, "alice", "my-cells", 1)

    second = await start(alice, ids, continue_from=1)

    assert second["model"] == "alice/my-cells@2"
    assert (second["plan"]["base"], second["plan"]["start"]) == ("base/tiny@1", "alice/my-cells@1")
    # The first has not been accepted, so the base is still what is to be beaten.
    assert second["plan"]["old"] == "base/tiny@1"


async def test_going_on_without_the_classifier_keeps_the_classes_of_the_version(
    alice: Caller, resources: Resources
) -> None:
    ids = await labelled(alice.http, 6)
    await start(alice, ids)
    await make_version(resources, "alice", "my-cells", 1, [*CLASSES, {"name": "mitotic", "target": True}])

    second = await start(alice, ids, continue_from=1, mode="full", units=["target-detection"])

    assert [one["name"] for one in second["plan"]["classes"]] == ["living", "dead", "mitotic"]


async def test_a_new_candidate_is_held_against_the_champion(alice: Caller, resources: Resources) -> None:
    ids = await labelled(alice.http, 6)
    first = await start(alice, ids)
    await make_version(resources, "alice", "my-cells", 1)
    accepted = await alice.http.post(f"{PATH}/{first['id']}/accept")

    assert accepted.json()["aliases"] == {"champion": 1}
    second = (await start(alice, ids))["plan"]
    assert second["old"] == "alice/my-cells@1"
    # Held against the champion, and yet begun where the first was begun: repeating the loop does not drift.
    assert (second["base"], second["start"]) == ("base/tiny@1", "base/tiny@1")
    assert (second["start_digest"], second["base_digest"]) == (first["plan"]["base_digest"],) * 2


async def make_version(
    resources: Resources, owner: str, name: str, version: int, classes: Sequence[dict[str, Any]] = CLASSES
) -> None:
    """Register what a trainer would have made, a copy of the tiny model under the name, and make it the candidate."""
    async with resources.database.transaction() as session:
        model = await repository.find_any_model(session, owner, name)
        tiny = await repository.find_any_model(session, "base", "tiny")
        assert model is not None
        assert tiny is not None
        (base,) = await repository.versions_of(session, [tiny.id])
        named = {"owner": owner, "name": name, "version": version, "classes": list(classes)}
        classifier = base.manifest["classifier"] | {"classes": [one["name"] for one in classes]}
        manifest = base.manifest | named | {"classifier": classifier}
        made = ModelVersion(model_id=model.id, version=version, digest="b" * 64, manifest=manifest, card="")
        session.add(made)
        await session.flush()
        await repository.set_alias(session, model.id, "candidate", version)


async def test_discarding_leaves_the_champion_and_rolling_back_is_one_call(alice: Caller, resources: Resources) -> None:
    ids = await labelled(alice.http, 6)
    trainings = [await start(alice, ids) for _ in range(2)]
    await make_version(resources, "alice", "my-cells", 1)
    await alice.http.post(f"{PATH}/{trainings[0]['id']}/accept")
    await make_version(resources, "alice", "my-cells", 2)

    discarded = await alice.http.post(f"{PATH}/{trainings[1]['id']}/discard")
    aliases = (await alice.http.get("/api/v1/models/alice/my-cells")).json()["aliases"]
    refused = await alice.http.post(f"{PATH}/{trainings[0]['id']}/discard")
    await alice.http.post(f"{PATH}/{trainings[1]['id']}/accept")
    back = await alice.http.put("/api/v1/models/alice/my-cells/aliases/champion", json={"version": 1})

    assert (discarded.json()["decision"], aliases) == ("discarded", {"champion": 1})
    assert refused.status_code == 409
    assert back.json()["aliases"] == {"champion": 1}
    assert (await alice.http.get(f"{PATH}/{trainings[1]['id']}")).json()["decision"] == "accepted"


async def test_what_has_made_no_model_cannot_be_accepted(alice: Caller) -> None:
    training = await start(alice, await labelled(alice.http, 6))

    answer = await alice.http.post(f"{PATH}/{training['id']}/accept")

    assert (answer.status_code, answer.json()["type"]) == (409, "/docs/errors/training-has-no-model")


async def test_the_same_key_gives_the_same_job_and_one_snapshot(alice: Caller, resources: Resources) -> None:
    body = request(await labelled(alice.http, 6))
    first, second = [
        (await alice.http.post(PATH, json=body, headers={"Idempotency-Key": "once"})).json()["id"] for _ in range(2)
    ]
    other = await alice.http.post(PATH, json=body | {"seed": 1}, headers={"Idempotency-Key": "once"})

    assert first == second
    assert other.status_code == 409
    assert await scalar(resources, "select count(*) from trainings") == 1
    assert await scalar(resources, "select count(*) from doomed_prefixes where prefix like 'trainings/%'") == 0


async def test_a_project_trains_on_what_is_labelled_in_it(alice: Caller) -> None:
    project = (await alice.http.post("/api/v1/projects", json={"name": "hers"})).json()["id"]
    ids = await upload(alice.http, range(6), project)
    for image_id in ids[:5]:
        await annotate(alice.http, image_id, cells(3, 2))
    body = {"name": "my-cells", "base": "base/tiny@1", "project": project}

    job = (await alice.http.post(PATH, json=body)).json()
    training = (await alice.http.get(f"{PATH}/{job['id']}")).json()

    assert set(sides(training)) == set(ids[:5])
    listed = (await alice.http.get(PATH, params={"project": project})).json()["items"]
    assert [one["id"] for one in listed] == [job["id"]]
    assert (await alice.http.get(PATH, params={"project": str(uuid4())})).json()["items"] == []


async def test_replay_is_a_snapshot_of_its_own_without_what_trains_already(
    alice: Caller, object_store: ObjectStore
) -> None:
    ids = await labelled(alice.http, 6)
    more = await labelled(alice.http, 3, start=50)

    training = await start(alice, ids, replay={"image_ids": [*more, ids[0]], "share": 0.25})
    replay = training["plan"]["replay"]
    snapshot = Snapshot.model_validate_json(object_store.get_bytes(replay["snapshot"]))

    assert replay["share"] == 0.25
    assert [str(one.image_id) for one in snapshot.images] == more
    assert {one.split for one in snapshot.images} == {"train"}


async def test_replay_never_looks_like_the_hold_out(alice: Caller, object_store: ObjectStore) -> None:
    ids = await labelled(alice.http, 6)
    project = (await alice.http.post("/api/v1/projects", json={"name": "Prepared"})).json()["id"]
    twins = await labelled(alice.http, 6, project=project)
    training = await start(alice, ids, replay={"image_ids": twins})
    split = sides(training)
    snapshot = Snapshot.model_validate_json(object_store.get_bytes(training["plan"]["replay"]["snapshot"]))

    expected = [twin for twin, image_id in zip(twins, ids, strict=True) if split[image_id] != "test"]
    assert [str(one.image_id) for one in snapshot.images] == expected


async def test_trainings_of_another_user_are_not_found(alice: Caller, bob: Caller) -> None:
    training = await start(alice, await labelled(alice.http, 6))
    path = f"{PATH}/{training['id']}"

    answers = [await bob.http.get(path), await bob.http.post(f"{path}/accept"), await bob.http.post(f"{path}/discard")]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert (await bob.http.get(PATH)).json()["items"] == []


async def test_pictures_and_projects_of_another_user_cannot_be_learned_from(alice: Caller, bob: Caller) -> None:
    ids = await labelled(alice.http, 6)
    project = (await alice.http.get("/api/v1/projects")).json()["items"][0]["id"]

    told = await bob.http.post(f"{PATH}/check", json=request(ids))
    whole = await bob.http.post(f"{PATH}/check", json={"name": "my-cells", "base": "base/tiny@1", "project": project})
    refused = await bob.http.post(PATH, json=request(ids))

    assert [problem["code"] for problem in told.json()["problems"]] == ["picture-missing"] * 6
    assert told.json()["labels"] == {}
    assert whole.status_code == 404
    assert (refused.status_code, refused.json()["type"]) == (422, "/docs/errors/training-not-ready")


async def test_without_a_key_nothing_is_told(anonymous: httpx.AsyncClient) -> None:
    for path in (PATH, f"{PATH}/check"):
        assert (await anonymous.post(path, json=request([]))).status_code == 401


@pytest.mark.parametrize(
    "wrong",
    [
        {"image_ids": None},
        {"project": str(uuid4())},
        {"name": "No Good"},
        {"hold_out": 0.5, "validation": 0.5},
        {"units": []},
        {"surprise": 1},
        {"parameters": {"detector": {"learning_rate": 5}}},
        {"classes": [{"name": "a", "target": False}] * 2},
    ],
)
async def test_a_request_that_makes_no_sense_is_refused(alice: Caller, wrong: dict[str, Any]) -> None:
    assert (await alice.http.post(PATH, json=request([]) | wrong)).status_code == 422


async def test_an_unknown_base_or_version_is_not_found(alice: Caller) -> None:
    for wrong in ({"base": "base/none@1"}, {"continue_from": 7}):
        assert (await alice.http.post(PATH, json=request([]) | wrong)).status_code == 404
