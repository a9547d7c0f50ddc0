"""Every query on trainings, hold-outs and picture hashes."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cellscanner_shared.trainings import Mode
from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.annotations.models import Annotation, labelled_for
from cellscanner_gateway.database import utc_now
from cellscanner_gateway.images.models import Image
from cellscanner_gateway.jobs.models import Job, JobState
from cellscanner_gateway.models.models import ModelVersion, RegisteredModel
from cellscanner_gateway.pagination import fetch_page
from cellscanner_gateway.trainings.models import HeldOut, ImageHash, Training
from cellscanner_gateway.trainings.pace import Seconds

# Enough to even out a busy hour, few enough to follow a change of the machine.
_LAST = 10


@dataclass(frozen=True)
class TrainingRow:
    """A training with its model and its job."""

    training: Training
    model: RegisteredModel
    job: Job


async def find(session: AsyncSession, training_id: UUID, owner_id: UUID) -> TrainingRow | None:
    statement = _rows().where(Training.id == training_id, Training.owner_id == owner_id)
    row = (await session.execute(statement)).first()
    return None if row is None else TrainingRow(row[0], row[1], row[2])


async def list_newest(
    session: AsyncSession, owner_id: UUID, *, project_id: UUID | None, limit: int, cursor: str | None
) -> tuple[list[TrainingRow], str | None]:
    statement = select(Training).where(Training.owner_id == owner_id)
    if project_id is not None:
        statement = statement.where(Training.project_id == project_id)
    page, next_cursor = await fetch_page(
        session, statement, (Training.created_at, Training.id), limit=limit, cursor=cursor
    )
    rows = await _with_models_and_jobs(session, Training.id.in_([one.id for one in page]))
    return [rows[one.id] for one in page], next_cursor


async def children(session: AsyncSession, comparison_ids: Collection[UUID]) -> list[TrainingRow]:
    """The trainings of comparisons, in the order in which they were made."""
    rows = await _with_models_and_jobs(session, Training.part_of.in_(comparison_ids))
    return sorted(rows.values(), key=lambda row: (row.training.created_at, row.training.version))


async def labelled_of_project(session: AsyncSession, user_id: UUID, project_id: UUID) -> list[UUID]:
    """The pictures of a project that have labels for the user, oldest first."""
    statement = (
        select(Image.id)
        .join(Annotation, Annotation.image_id == Image.id)
        .where(Image.project_id == project_id, labelled_for(user_id))
    )
    return list(await session.scalars(statement.order_by(Image.created_at, Image.id)))


async def held_out(session: AsyncSession, model_id: UUID) -> set[UUID]:
    """The pictures of the model's hold-out that are still there."""
    return set(await session.scalars(select(HeldOut.image_id).where(HeldOut.model_id == model_id)))


async def hold_out(session: AsyncSession, model_id: UUID, image_ids: Collection[UUID]) -> None:
    """Add pictures to the hold-out for good; one that was removed a moment ago is left out."""
    there = await session.scalars(select(Image.id).where(Image.id.in_(image_ids)))
    rows = [{"model_id": model_id, "image_id": image_id, "created_at": utc_now()} for image_id in there]
    if rows:
        await session.execute(insert(HeldOut).values(rows).on_conflict_do_nothing())


async def hashes_of(session: AsyncSession, image_ids: Collection[UUID]) -> dict[UUID, int]:
    statement = select(ImageHash.image_id, ImageHash.dhash).where(ImageHash.image_id.in_(image_ids))
    return {row.image_id: row.dhash for row in await session.execute(statement)}


async def keep_hashes(session: AsyncSession, hashes: dict[UUID, int]) -> None:
    there = await session.scalars(select(Image.id).where(Image.id.in_(hashes)))
    rows = [{"image_id": image_id, "dhash": hashes[image_id]} for image_id in there]
    if rows:
        await session.execute(insert(ImageHash).values(rows).on_conflict_do_nothing())


async def last_finished(session: AsyncSession, mode: Mode) -> list[tuple[Seconds, Seconds]]:
    """What stages of the last trainings of a mode were assumed to take, and took: anybody's, as the machine is one."""
    same = (ModelVersion.model_id == Training.model_id) & (ModelVersion.version == Training.version)
    statement = (
        select(Training.estimate, ModelVersion.metrics, Job)
        .join(Job, Job.id == Training.job_id)
        .join(ModelVersion, same)
        .where(Training.estimate.is_not(None), Training.plan["mode"].astext == mode, Job.state == JobState.SUCCEEDED)
        .order_by(Job.finished_at.desc())
        .limit(_LAST)
    )
    rows = await session.execute(statement)
    return [(estimate["assumed"], _taken(metrics, job)) for estimate, metrics, job in rows]


def _taken(metrics: dict[str, Any], job: Job) -> Seconds:
    """Seconds by stage; what is left of the job's time went into what no stage counts."""
    taken = {name: float(value) for name, value in metrics.get("seconds", {}).items() if "(" not in name}
    if job.started_at is None or job.finished_at is None:
        return taken
    whole = (job.finished_at - job.started_at).total_seconds()
    return taken | {"other": max(0.0, whole - sum(taken.values()))}


def _rows() -> Select[Training, RegisteredModel, Job]:
    return (
        select(Training, RegisteredModel, Job)
        .join(RegisteredModel, RegisteredModel.id == Training.model_id)
        .join(Job, Job.id == Training.job_id)
    )


async def _with_models_and_jobs(session: AsyncSession, condition: ColumnElement[bool]) -> dict[UUID, TrainingRow]:
    found = await session.execute(_rows().where(condition))
    rows = [TrainingRow(row[0], row[1], row[2]) for row in found]
    return {row.training.id: row for row in rows}
