"""Every query on jobs. State only moves forward: a job that ended stays as it ended."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.jobs.models import Job, JobState
from cellscanner_gateway.pagination import fetch_page
from cellscanner_gateway.predictions.models import Prediction
from cellscanner_gateway.projects.access import projects_of

_LIVE = (JobState.QUEUED.value, JobState.RUNNING.value)


async def find(session: AsyncSession, job_id: UUID, user_id: UUID) -> Job | None:
    """The user's own job, or that of a prediction in one of their projects."""
    shared = select(Prediction.job_id).where(Prediction.project_id.in_(projects_of(user_id)))
    return await session.scalar(select(Job).where(Job.id == job_id, or_(Job.owner_id == user_id, Job.id.in_(shared))))


async def project_of(session: AsyncSession, job_id: UUID) -> UUID | None:
    """The project whose prediction this job makes."""
    return await session.scalar(select(Prediction.project_id).where(Prediction.job_id == job_id))


async def find_by_key(session: AsyncSession, owner_id: UUID, key: str) -> Job | None:
    return await session.scalar(select(Job).where(Job.owner_id == owner_id, Job.idempotency_key == key))


async def list_newest(
    session: AsyncSession, owner_id: UUID, *, limit: int, cursor: str | None
) -> tuple[list[Job], str | None]:
    statement = select(Job).where(Job.owner_id == owner_id)
    return await fetch_page(session, statement, (Job.created_at, Job.id), limit=limit, cursor=cursor)


async def begin(session: AsyncSession, job_id: UUID, *, stage: str) -> bool:
    """Mark a live job as running; False where it was cancelled or is gone."""
    statement = (
        update(Job)
        .where(Job.id == job_id, Job.state.in_(_LIVE))
        .values(state=JobState.RUNNING.value, started_at=func.coalesce(Job.started_at, func.now()), stage=stage)
        .returning(Job.id)
    )
    return (await session.scalar(statement)) is not None


async def is_live(session: AsyncSession, job_id: UUID) -> bool:
    return bool(await session.scalar(select(Job.state.in_(_LIVE)).where(Job.id == job_id)))


async def set_progress(session: AsyncSession, job_id: UUID, **values: Any) -> None:
    """Write columns of a live job, such as `done` or `stage`."""
    await session.execute(update(Job).where(Job.id == job_id, Job.state.in_(_LIVE)).values(**values))


async def end(session: AsyncSession, job_id: UUID, state: JobState, **values: Any) -> bool:
    """Bring a live job to a terminal state; False where it had ended before."""
    statement = (
        update(Job)
        .where(Job.id == job_id, Job.state.in_(_LIVE))
        .values(state=state.value, finished_at=func.now(), stage=state.value, **values)
        .returning(Job.id)
    )
    return (await session.scalar(statement)) is not None
