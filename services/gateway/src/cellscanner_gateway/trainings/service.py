"""Rules of trainings: a user trains models of their own, from labels that are frozen when the training is started."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cellscanner_shared.errors import NotFound
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.errors import Conflict
from cellscanner_gateway.jobs.models import Job, JobKind
from cellscanner_gateway.jobs.queue import TRAIN, JobQueue
from cellscanner_gateway.jobs.service import Submission, find_earlier
from cellscanner_gateway.jobs.service import submit as submit_job
from cellscanner_gateway.models import repository as models
from cellscanner_gateway.models.ownership import own_model
from cellscanner_gateway.objects import repository as objects
from cellscanner_gateway.resources import Resources
from cellscanner_gateway.trainings import repository
from cellscanner_gateway.trainings.advice import advised_mode, corrections_of
from cellscanner_gateway.trainings.errors import TrainingNotReady
from cellscanner_gateway.trainings.estimate import assumed_seconds, expected_seconds
from cellscanner_gateway.trainings.examine import examine
from cellscanner_gateway.trainings.freeze import Frozen, freeze
from cellscanner_gateway.trainings.models import Training
from cellscanner_gateway.trainings.obstacles import SIDES, cells_of_each_class, find_obstacles
from cellscanner_gateway.trainings.plan import make_plan
from cellscanner_gateway.trainings.prospect import Prospect
from cellscanner_gateway.trainings.repository import TrainingRow
from cellscanner_gateway.trainings.schemas import ModeCheck, SplitCounts, TrainingCheck, TrainingRequest


@dataclass(frozen=True)
class Part:
    """What makes a training part of a comparison: which one, and the settings it stands for."""

    comparison_id: UUID
    settings: dict[str, Any]


def check(prospect: Prospect) -> TrainingCheck:
    """What a training would learn from, and everything that is in its way."""
    counts = {side: cells_of_each_class(prospect, side) for side in SIDES}
    names = [one.name for one in prospect.classes]
    names += sorted({name for counter in counts.values() for name in counter} - set(names))
    corrections = corrections_of(one.corrections for one in prospect.subjects)
    modes = {mode: _in_mode(prospect.in_mode(mode)) for mode in prospect.modes}
    now = modes[prospect.request.mode]
    return TrainingCheck(
        ready=now.ready,
        pictures=len(prospect.subjects),
        labels={name: sum(counter[name] for counter in counts.values()) for name in names},
        split=SplitCounts(**{side: prospect.sides.count(side) for side in counts}),
        problems=now.problems,
        estimated_seconds=now.estimated_seconds,
        estimated_from=now.estimated_from,
        modes=modes,
        corrections=corrections,
        advised_mode=advised_mode(corrections, prospect.request.units),
    )


def _in_mode(prospect: Prospect) -> ModeCheck:
    found = find_obstacles(prospect)
    return ModeCheck(
        ready=not found,
        problems=found,
        estimated_seconds=round(sum(expected_seconds(prospect).values())),
        estimated_from=prospect.paces[prospect.request.mode].trainings,
    )


async def submit(
    session: AsyncSession,
    queue: JobQueue,
    resources: Resources,
    user: Principal,
    request: TrainingRequest,
    idempotency_key: str | None,
) -> Job:
    """Freeze the labels and make the job. Raises TrainingNotReady with everything that is missing."""
    submission = Submission(user.id, JobKind.TRAINING, TRAIN, request.model_dump_json().encode(), idempotency_key)
    async with resources.database.transaction() as early:
        job = await find_earlier(early, submission)
    if job is not None:
        return job
    prospect = await examine(user, resources, request)
    check_ready([prospect])
    frozen = await freeze(resources, prospect)

    async def fill(job: Job) -> None:
        await objects.spare(session, [frozen.prefix])
        await add_training(session, user, job, prospect, frozen)

    return await submit_job(session, queue, submission, fill)


def check_ready(prospects: Iterable[Prospect]) -> None:
    """Raises TrainingNotReady with everything that is in the way of any of them, each once."""
    every = [problem for prospect in prospects for problem in find_obstacles(prospect)]
    found = {problem.model_dump_json(): problem for problem in every}
    if found:
        told = [problem.model_dump(mode="json") for problem in found.values()]
        raise TrainingNotReady(" ".join(one.message for one in [*found.values()][:5]), problems=told)


async def add_training(
    session: AsyncSession, user: Principal, job: Job, prospect: Prospect, frozen: Frozen, part: Part | None = None
) -> None:
    """The rows of a training: its model where it is the first, its hold-out, and itself."""
    model = await own_model(session, user, prospect.request.name)
    await _keep_hold_out(session, model.id, prospect)
    version = await models.reserve_version(session, model.id)
    plan = make_plan(prospect, frozen, version)
    session.add(
        Training(
            id=job.id,
            owner_id=user.id,
            job_id=job.id,
            model_id=model.id,
            project_id=_project_of(prospect),
            version=version,
            plan=plan.model_dump(mode="json"),
            snapshot=frozen.key,
            snapshot_sha256=frozen.sha256,
            pictures=_pictures(prospect),
            estimate={"assumed": assumed_seconds(prospect), "expected": expected_seconds(prospect)},
            part_of=part.comparison_id if part else None,
            settings=part.settings if part else None,
        )
    )
    job.unit = "steps"
    await session.flush()


async def get(session: AsyncSession, training_id: UUID, owner_id: UUID) -> TrainingRow:
    """A user's training; NotFound for anybody else's."""
    found = await repository.find(session, training_id, owner_id)
    if found is None:
        raise NotFound("There is no such training.", reason="no-such-training")
    return found


async def _keep_hold_out(session: AsyncSession, model_id: UUID, prospect: Prospect) -> None:
    """Under the registry's lock: nothing that was learned from may have become another training's hold-out."""
    test = {one.image.id for one in prospect.of_side("test")}
    learned = {one.image.id for one in (*prospect.subjects, *prospect.replay)} - test
    if learned & await repository.held_out(session, model_id):
        raise Conflict(
            "Another training of this model chose the hold-out a moment ago; send the request again.",
            reason="hold-out-chosen-meanwhile",
        )
    await repository.hold_out(session, model_id, test)


def _project_of(prospect: Prospect) -> UUID | None:
    projects = {one.image.project_id for one in prospect.subjects}
    return projects.pop() if len(projects) == 1 else None


def _pictures(prospect: Prospect) -> list[dict[str, Any]]:
    return [
        {"image_id": str(one.image.id), "revision": one.labels.revision, "split": side}
        for one, side in zip(prospect.subjects, prospect.sides, strict=True)
    ]
