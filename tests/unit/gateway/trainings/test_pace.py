"""What trainings took corrects what is assumed, stage by stage."""

import pytest
from cellscanner_gateway.resources import Resources
from cellscanner_gateway.trainings.pace import Pace, pace_of
from sqlalchemy import text
from support.gateway import Caller
from support.labelling import labelled

CHECK = "/api/v1/trainings/check"


def test_each_stage_by_all_that_had_it() -> None:
    finished = [({"reading": 2.0, "detector": 10.0}, {"reading": 6.0}), ({"reading": 2.0}, {"reading": 2.0})]
    assert pace_of(finished) == Pace(2, {"reading": 2.0})
    assert pace_of([]) == Pace(0, {})


async def test_the_estimate_follows_the_last_trainings_of_its_mode(alice: Caller, resources: Resources) -> None:
    body = {"name": "my-cells", "base": "base/tiny@1", "image_ids": await labelled(alice.http, 10)}
    before = (await alice.http.post(CHECK, json=body)).json()
    training = (await alice.http.post("/api/v1/trainings", json=body)).json()["id"]
    await end_after(resources, training, "900 seconds")
    after, full = [(await alice.http.post(CHECK, json=body | more)).json() for more in ({}, {"mode": "full"})]

    assert (before["estimated_from"], after["estimated_from"], full["estimated_from"]) == (0, 1, 0)
    assert after["estimated_seconds"] == pytest.approx(900, abs=1)


async def end_after(resources: Resources, training: str, time: str) -> None:
    """As the trainer ends a training: its version with what the stages took, and the job with when it ended."""
    async with resources.database.transaction() as session:
        for statement in (
            "update jobs set state = 'succeeded', started_at = now(), finished_at = now() + cast(:time as interval)"
            " where id = :id",
            "insert into model_versions (id, created_at, model_id, version, digest, manifest, metrics, card)"
            " select gen_random_uuid(), now(), model_id, version, 'x', '{}', jsonb_build_object('seconds',"
            " jsonb_build_object('reading', 100, 'detector', 100, 'classifier', 100,"
            " 'features (part of classifier)', 9, 'export', 100, 'comparison', 100)), '' from trainings where id = :id",
        ):
            await session.execute(text(statement), {"id": training, "time": time})
