"""Every query on predictions and their pictures."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, and_, cast, func, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from cellscanner_gateway.images.models import Image
from cellscanner_gateway.jobs.models import Job
from cellscanner_gateway.models.models import ModelVersion
from cellscanner_gateway.pagination import fetch_page
from cellscanner_gateway.predictions.models import ImageState, Prediction, PredictionImage
from cellscanner_gateway.projects.access import projects_of
from cellscanner_gateway.projects.models import Project


@dataclass(frozen=True)
class Picture:
    """A picture of a prediction with what is known of its file."""

    result: PredictionImage
    image: Image


def visible(user_id: UUID) -> ColumnElement[bool]:
    """Predictions of the user's projects, and those over several projects that the user made and is still in."""
    foreign = (
        select(PredictionImage.image_id)
        .join(Image, Image.id == PredictionImage.image_id)
        .where(PredictionImage.prediction_id == Prediction.id, Image.project_id.not_in(projects_of(user_id)))
    )
    own = and_(Prediction.project_id.is_(None), Prediction.owner_id == user_id, ~foreign.exists())
    return or_(Prediction.project_id.in_(projects_of(user_id)), own)


async def find(session: AsyncSession, prediction_id: UUID, user_id: UUID) -> Prediction | None:
    return await session.scalar(select(Prediction).where(Prediction.id == prediction_id, visible(user_id)))


async def find_by_job(session: AsyncSession, job_id: UUID) -> Prediction | None:
    return await session.scalar(select(Prediction).where(Prediction.job_id == job_id))


async def list_newest(
    session: AsyncSession, user_id: UUID, *, project_id: UUID | None, limit: int, cursor: str | None
) -> tuple[list[Prediction], str | None]:
    statement = select(Prediction).where(visible(user_id))
    if project_id is not None:
        statement = statement.where(Prediction.project_id == project_id)
    return await fetch_page(session, statement, (Prediction.created_at, Prediction.id), limit=limit, cursor=cursor)


async def pictures_of(session: AsyncSession, prediction_ids: Sequence[UUID]) -> list[Picture]:
    """The pictures of these predictions with their groups, in the order in which they were submitted."""
    statement = (
        select(PredictionImage, Image)
        .join(Image, Image.id == PredictionImage.image_id)
        .where(PredictionImage.prediction_id.in_(prediction_ids))
        .options(joinedload(Image.group))
        .order_by(PredictionImage.prediction_id, PredictionImage.position)
    )
    return [Picture(result, image) for result, image in await session.execute(statement)]


@dataclass(frozen=True)
class Sums:
    """How many pictures a prediction has, and the cells of each class over those that succeeded so far."""

    pictures: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)


async def sums_of(session: AsyncSession, prediction_ids: Sequence[UUID]) -> dict[UUID, Sums]:
    """Added up by the database: a list of predictions may stand for many thousands of pictures."""
    mine = PredictionImage.prediction_id.in_(prediction_ids)
    pictures = select(PredictionImage.prediction_id, func.count()).where(mine).group_by(PredictionImage.prediction_id)
    one = func.jsonb_each_text(PredictionImage.counts).table_valued("key", "value")
    cells = (
        select(PredictionImage.prediction_id, one.c.key, func.sum(cast(one.c.value, BigInteger)))
        .join(one, true())
        .where(mine, PredictionImage.state == ImageState.SUCCEEDED.value)
        .group_by(PredictionImage.prediction_id, one.c.key)
    )
    counts: defaultdict[UUID, dict[str, int]] = defaultdict(dict)
    for prediction_id, name, number in await session.execute(cells):
        counts[prediction_id][name] = int(number)
    return {key: Sums(number, counts[key]) for key, number in await session.execute(pictures)}


async def find_picture(session: AsyncSession, prediction_id: UUID, image_id: UUID) -> Picture | None:
    statement = (
        select(PredictionImage, Image)
        .join(Image, Image.id == PredictionImage.image_id)
        .where(PredictionImage.prediction_id == prediction_id, PredictionImage.image_id == image_id)
    )
    row = (await session.execute(statement)).one_or_none()
    return None if row is None else Picture(row[0], row[1])


async def images_of_project(session: AsyncSession, project_id: UUID) -> Sequence[Image]:
    statement = select(Image).where(Image.project_id == project_id)
    return (await session.scalars(statement.order_by(Image.created_at, Image.id))).all()


async def jobs_of(session: AsyncSession, predictions: Sequence[Prediction]) -> dict[UUID, Job]:
    statement = select(Job).where(Job.id.in_([prediction.job_id for prediction in predictions]))
    return {job.id: job for job in await session.scalars(statement)}


async def find_model_version(session: AsyncSession, version_id: UUID | None) -> ModelVersion | None:
    return None if version_id is None else await session.get(ModelVersion, version_id)


async def start_attempt(session: AsyncSession, prediction_id: UUID, image_id: UUID) -> int:
    """Count one more beginning of a picture that has no result yet; 0 where it has one or is gone."""
    statement = (
        update(PredictionImage)
        .where(
            PredictionImage.prediction_id == prediction_id,
            PredictionImage.image_id == image_id,
            PredictionImage.state == ImageState.QUEUED.value,
        )
        .values(attempts=PredictionImage.attempts + 1)
        .returning(PredictionImage.attempts)
    )
    return await session.scalar(statement) or 0


async def finish_picture(session: AsyncSession, prediction_id: UUID, image_id: UUID, **values: Any) -> bool:
    """Write a picture's result unless it has one, and the job's progress with it; False where the picture is gone.

    The result and one more done are one transaction, and of two steps for one picture only one finds it queued: so a
    step that runs twice counts once, and no other picture is looked at, however many the prediction has. A picture that
    is deleted lowers the total, by a trigger, and takes back what it had counted.
    """
    key = (PredictionImage.prediction_id == prediction_id, PredictionImage.image_id == image_id)
    written = await session.scalar(
        update(PredictionImage)
        .where(*key, PredictionImage.state == ImageState.QUEUED.value)
        .values(finished_at=func.now(), **values)
        .returning(PredictionImage.state)
    )
    if written is None:
        return await session.scalar(select(PredictionImage.state).where(*key)) is not None
    job_id = select(Prediction.job_id).where(Prediction.id == prediction_id).scalar_subquery()
    await session.execute(update(Job).where(Job.id == job_id).values(done=Job.done + 1))
    return True


async def count_states(session: AsyncSession, prediction_id: UUID) -> dict[str, int]:
    statement = (
        select(PredictionImage.state, func.count())
        .where(PredictionImage.prediction_id == prediction_id)
        .group_by(PredictionImage.state)
    )
    counts: dict[str, int] = {row.state: row[1] for row in await session.execute(statement)}
    return counts


async def first_problem(session: AsyncSession, prediction_id: UUID) -> dict[str, Any] | None:
    statement = (
        select(PredictionImage.problem)
        .where(PredictionImage.prediction_id == prediction_id, PredictionImage.problem.is_not(None))
        .order_by(PredictionImage.position)
    )
    return await session.scalar(statement.limit(1))


async def pass_on(session: AsyncSession, user_id: UUID) -> None:
    """Let predictions that this user made in projects of others belong to these, with their jobs."""
    others = select(Project.id).where(Project.owner_id != user_id)
    mine = (Prediction.owner_id == user_id, Prediction.project_id.in_(others))
    heir = select(Project.owner_id).join(Prediction, Prediction.project_id == Project.id)
    await session.execute(
        update(Job)
        .where(Job.id.in_(select(Prediction.job_id).where(*mine)))
        # The key was this user's; another's may be the same.
        .values(owner_id=heir.where(Prediction.job_id == Job.id).scalar_subquery(), idempotency_key=None)
    )
    owner = select(Project.owner_id).where(Project.id == Prediction.project_id).scalar_subquery()
    await session.execute(update(Prediction).where(*mine).values(owner_id=owner))
