"""Jobs as a program meets them: once for one key, seen by their owner alone, followed, cancelled."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from uuid import UUID, uuid4

import httpx
import pytest
from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.jobs import repository, service
from cellscanner_gateway.jobs.errors import IdempotencyKeyReused
from cellscanner_gateway.jobs.events import follow
from cellscanner_gateway.jobs.models import Job, JobKind, JobState
from cellscanner_gateway.jobs.queue import TRAIN
from cellscanner_gateway.tools import Toolbox
from fastapi import FastAPI
from sqlalchemy import text
from support.gateway import Caller

MakeJob = Callable[..., Awaitable[Job]]


@pytest.fixture
def tools(app: FastAPI) -> Toolbox:
    found: Toolbox = app.state.toolbox
    return found


@pytest.fixture
def make_job(app: FastAPI, tools: Toolbox) -> MakeJob:
    """Submits a job that nobody works on."""

    async def make(user: Principal, fingerprint: bytes = b"request", key: str | None = None) -> Job:
        async def fill(job: Job) -> None:
            job.total = 3

        async with app.state.resources.database.transaction() as session:
            submission = service.Submission(user.id, JobKind.TRAINING, TRAIN, fingerprint, key)
            return await service.submit(session, tools.queue, submission, fill)

    return make


async def dbos_status(app: FastAPI, job_id: UUID) -> str | None:
    async with app.state.resources.database.transaction() as session:
        query = text("select status from dbos.workflow_status where workflow_uuid = :id")
        status: str | None = await session.scalar(query, {"id": str(job_id)})
        return status


async def test_a_job_is_enqueued_with_its_row(app: FastAPI, alice: Caller, make_job: MakeJob) -> None:
    job = await make_job(alice.user)

    answer = (await alice.http.get(f"/api/v1/jobs/{job.id}")).json()
    assert answer == {
        "id": str(job.id),
        "kind": "training",
        "state": "queued",
        "progress": {"done": 0, "total": 3, "unit": "pictures", "stage": "queued"},
        "problem": None,
        "result": None,
        "created_at": answer["created_at"],
        "started_at": None,
        "finished_at": None,
        "expected_end": None,
    }
    assert await dbos_status(app, job.id) == "ENQUEUED"


async def test_what_is_rolled_back_leaves_neither_row_nor_entry(app: FastAPI, alice: Caller, tools: Toolbox) -> None:
    made: list[Job] = []
    submission = service.Submission(alice.user.id, JobKind.TRAINING, TRAIN, b"")

    async def fill(job: Job) -> None:
        made.append(job)

    async def submit_and_fail() -> None:
        async with app.state.resources.database.transaction() as session:
            await service.submit(session, tools.queue, submission, fill)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await submit_and_fail()

    assert await dbos_status(app, made[0].id) is None
    assert (await alice.http.get("/api/v1/jobs")).json() == {"items": [], "next_cursor": None}


async def test_one_key_makes_one_job(alice: Caller, bob: Caller, make_job: MakeJob) -> None:
    first = await make_job(alice.user, key="k")
    again = await make_job(alice.user, key="k")
    of_another = await make_job(bob.user, key="k")

    assert again.id == first.id
    assert of_another.id != first.id
    with pytest.raises(IdempotencyKeyReused):
        await make_job(alice.user, b"another request", key="k")


async def test_two_requests_at_once_with_one_key_make_one_job(alice: Caller, make_job: MakeJob) -> None:
    jobs = await asyncio.gather(*(make_job(alice.user, key="twice") for _ in range(4)))

    assert len({job.id for job in jobs}) == 1


async def test_jobs_of_others_are_not_there(alice: Caller, bob: Caller, make_job: MakeJob) -> None:
    job = await make_job(alice.user)

    for call in (
        bob.http.get(f"/api/v1/jobs/{job.id}"),
        bob.http.get(f"/api/v1/jobs/{job.id}/events"),
        bob.http.post(f"/api/v1/jobs/{job.id}/cancel"),
        alice.http.get(f"/api/v1/jobs/{uuid4()}"),
    ):
        assert (await call).status_code == 404
    assert (await bob.http.get("/api/v1/jobs")).json()["items"] == []


async def test_cancelling_is_final_and_may_be_repeated(app: FastAPI, alice: Caller, make_job: MakeJob) -> None:
    job = await make_job(alice.user)

    first = await alice.http.post(f"/api/v1/jobs/{job.id}/cancel")
    second = await alice.http.post(f"/api/v1/jobs/{job.id}/cancel")

    assert first.json()["state"] == "cancelled"
    assert first.json() == second.json()
    assert await dbos_status(app, job.id) == "CANCELLED"
    async with app.state.resources.database.transaction() as session:
        assert not await repository.begin(session, job.id, stage="x")
        assert not await repository.end(session, job.id, JobState.SUCCEEDED)


async def test_a_job_that_succeeded_is_not_cancelled(app: FastAPI, alice: Caller, make_job: MakeJob) -> None:
    job = await make_job(alice.user)
    async with app.state.resources.database.transaction() as session:
        await repository.end(session, job.id, JobState.SUCCEEDED, result="/api/v1/predictions/1")

    answer = (await alice.http.post(f"/api/v1/jobs/{job.id}/cancel")).json()

    assert (answer["state"], answer["result"]) == ("succeeded", "/api/v1/predictions/1")


async def test_a_stream_tells_every_change_and_ends_with_the_job(
    app: FastAPI, alice: Caller, make_job: MakeJob, tools: Toolbox
) -> None:
    job = await make_job(alice.user)
    database = app.state.resources.database
    stream = follow(database, tools.signals, job.id, alice.user.id, look_anyway_s=3600)

    async def next_state() -> tuple[str, int]:
        async with asyncio.timeout(120):  # far below the interval at which a stream looks without being woken
            event = await anext(stream)
        assert event.event == "progress"
        shown = json.loads(str(event.data))
        return shown["state"], shown["progress"]["done"]

    assert await next_state() == ("queued", 0)
    async with database.transaction() as session:
        await repository.begin(session, job.id, stage="recognising")
    assert await next_state() == ("running", 0)
    async with database.transaction() as session:
        await repository.set_progress(session, job.id, done=2)
    assert await next_state() == ("running", 2)
    async with database.transaction() as session:
        await repository.end(session, job.id, JobState.FAILED, problem={"title": "x"})
    assert await next_state() == ("failed", 2)
    with pytest.raises(StopAsyncIteration):
        await anext(stream)


async def test_a_stream_of_an_ended_job_says_so_and_closes(app: FastAPI, alice: Caller, make_job: MakeJob) -> None:
    job = await make_job(alice.user)
    await alice.http.post(f"/api/v1/jobs/{job.id}/cancel")

    answer: httpx.Response = await alice.http.get(f"/api/v1/jobs/{job.id}/events")

    assert answer.headers["content-type"].startswith("text/event-stream")
    lines = answer.text.splitlines()
    assert "event: progress" in lines
    data = next(line for line in lines if line.startswith("data: "))
    assert json.loads(data.removeprefix("data: "))["state"] == "cancelled"


async def test_the_list_is_newest_first_and_in_pages(alice: Caller, make_job: MakeJob) -> None:
    made = [str((await make_job(alice.user)).id) for _ in range(3)]

    first = (await alice.http.get("/api/v1/jobs", params={"limit": 2})).json()
    second = (await alice.http.get("/api/v1/jobs", params={"limit": 2, "cursor": first["next_cursor"]})).json()

    assert [job["id"] for job in first["items"] + second["items"]] == made[::-1]
    assert second["next_cursor"] is None
