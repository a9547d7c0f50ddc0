"""Rules of comparisons: one snapshot, one split, a training for every combination of the grid."""

import hashlib
from dataclasses import replace
from typing import Any
from uuid import UUID

from cellscanner_shared.errors import NotFound
from cellscanner_shared.trainings import TrainingPlan
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.comparisons import repository
from cellscanner_gateway.comparisons.figures import figures_of
from cellscanner_gateway.comparisons.grid import Combination, combinations
from cellscanner_gateway.comparisons.models import ComparisonRun
from cellscanner_gateway.comparisons.schemas import (
    ComparisonOut,
    ComparisonRequest,
    ComparisonRow,
    ComparisonStarted,
    ComparisonSummary,
)
from cellscanner_gateway.jobs.errors import IdempotencyKeyReused
from cellscanner_gateway.jobs.models import Job, JobKind
from cellscanner_gateway.jobs.queue import TRAIN, JobQueue
from cellscanner_gateway.jobs.schemas import JobOut
from cellscanner_gateway.jobs.service import Submission
from cellscanner_gateway.jobs.service import submit as submit_job
from cellscanner_gateway.objects import repository as objects
from cellscanner_gateway.resources import Resources
from cellscanner_gateway.trainings import repository as trainings
from cellscanner_gateway.trainings.examine import examine
from cellscanner_gateway.trainings.freeze import Frozen, freeze
from cellscanner_gateway.trainings.obstacles import WITHOUT_WEIGHTS, find_obstacles
from cellscanner_gateway.trainings.prospect import Prospect
from cellscanner_gateway.trainings.service import Part, add_training, check_ready


async def submit(
    session: AsyncSession,
    queue: JobQueue,
    resources: Resources,
    user: Principal,
    request: ComparisonRequest,
    idempotency_key: str | None,
) -> ComparisonStarted:
    """Freeze the labels once and make a job for every combination. Raises TrainingNotReady if one could not start."""
    run = ComparisonRun(
        owner_id=user.id,
        name=request.name,
        grid=request.model_dump(mode="json")["grid"],
        idempotency_key=idempotency_key,
        request_sha256=hashlib.sha256(request.model_dump_json().encode()).hexdigest(),
    )
    async with resources.database.transaction() as early:
        earlier = await _started_before(early, run)
    if earlier is not None:
        return earlier
    wanted = combinations(request)
    prospect = await examine(user, resources, request.training)
    wanted, run.left_out = _sort_out(prospect, wanted)
    check_ready([replace(prospect, request=each.training) for each in wanted])
    frozen = await freeze(resources, prospect)
    try:
        async with session.begin_nested():
            session.add(run)
    except IntegrityError:
        # The same request came twice at once and the other was first.
        twin = await _started_before(session, run)
        if twin is None:
            raise
        return twin
    await objects.spare(session, [frozen.prefix])
    jobs = [await _start(session, queue, user, prospect, frozen, run, each) for each in wanted]
    return _started(run, [job.id for job in jobs])


def _started(run: ComparisonRun, trainings: list[UUID]) -> ComparisonStarted:
    return ComparisonStarted.model_validate({"id": run.id, "trainings": trainings, "left_out": run.left_out})


def _sort_out(prospect: Prospect, wanted: list[Combination]) -> tuple[list[Combination], list[dict[str, Any]]]:
    """Those to train, and those for which only the first weights are missing, as COCO's are for larger detectors.

    Where that is so of all, none is left out, so that the check says why.
    """
    kept: list[Combination] = []
    left: list[dict[str, Any]] = []
    for each in wanted:
        found = find_obstacles(replace(prospect, request=each.training))
        if found and all(one.code in WITHOUT_WEIGHTS for one in found):
            left.append({"settings": each.settings, "problems": [one.model_dump(mode="json") for one in found]})
        else:
            kept.append(each)
    return (kept, left) if kept else (wanted, [])


async def _start(
    session: AsyncSession,
    queue: JobQueue,
    user: Principal,
    prospect: Prospect,
    frozen: Frozen,
    run: ComparisonRun,
    wanted: Combination,
) -> Job:
    fingerprint = wanted.training.model_dump_json().encode()
    submission = Submission(user.id, JobKind.TRAINING, TRAIN, fingerprint)
    part = Part(run.id, wanted.settings)

    async def fill(job: Job) -> None:
        await add_training(session, user, job, replace(prospect, request=wanted.training), frozen, part)

    return await submit_job(session, queue, submission, fill)


async def _started_before(session: AsyncSession, run: ComparisonRun) -> ComparisonStarted | None:
    """The comparison that this very request made before; raises IdempotencyKeyReused where the key made another."""
    if run.idempotency_key is None:
        return None
    earlier = await repository.find_by_key(session, run.owner_id, run.idempotency_key)
    if earlier is None:
        return None
    if earlier.request_sha256 != run.request_sha256:
        raise IdempotencyKeyReused("This Idempotency-Key was sent with another request; use a new one.")
    rows = await trainings.children(session, [earlier.id])
    return _started(earlier, [row.training.id for row in rows])


async def get(session: AsyncSession, comparison_id: UUID, owner_id: UUID) -> ComparisonOut:
    """A user's comparison as a table; NotFound for anybody else's."""
    run = await repository.find(session, comparison_id, owner_id)
    if run is None:
        raise NotFound("There is no such comparison.", reason="no-such-comparison")
    rows = await trainings.children(session, [run.id])
    metrics = await repository.metrics_of(session, [row.training.id for row in rows])
    table = [
        ComparisonRow.model_validate(
            {
                "training_id": row.training.id,
                "model": f"{row.model.owner}/{row.model.name}@{row.training.version}",
                "settings": row.training.settings,
                "job": JobOut.of(row.job),
                "metrics": metrics.get(row.training.id),
                "comparison": row.training.comparison,
                "history": row.training.history,
            }
        )
        for row in rows
    ]
    plans = [TrainingPlan.model_validate(row.training.plan) if row.training.plan else None for row in rows]
    return ComparisonOut.model_validate(
        {
            "id": run.id,
            "name": run.name,
            "grid": run.grid,
            "rows": table,
            "left_out": run.left_out,
            "figures": figures_of(zip(table, plans, strict=True)),
            "created_at": run.created_at,
        }
    )


async def list_newest(
    session: AsyncSession, owner_id: UUID, *, limit: int, cursor: str | None
) -> tuple[list[ComparisonSummary], str | None]:
    """A user's comparisons with the jobs of their trainings."""
    runs, next_cursor = await repository.list_newest(session, owner_id, limit=limit, cursor=cursor)
    rows = await trainings.children(session, [run.id for run in runs])
    items = [
        ComparisonSummary(
            id=run.id,
            name=run.name,
            grid=run.grid,
            jobs=[JobOut.of(row.job) for row in rows if row.training.part_of == run.id],
            created_at=run.created_at,
        )
        for run in runs
    ]
    return items, next_cursor
