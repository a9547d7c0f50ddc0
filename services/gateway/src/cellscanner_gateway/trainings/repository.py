"""Every query on trainings."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.jobs.models import Job
from cellscanner_gateway.models.models import ModelVersion, RegisteredModel
from cellscanner_gateway.trainings.models import Training


async def find(
    session: AsyncSession, training_id: UUID, owner_id: UUID
) -> tuple[Training, RegisteredModel, Job] | None:
    """A user's training with its model and its job."""
    statement = (
        select(Training, RegisteredModel, Job)
        .join(RegisteredModel, RegisteredModel.id == Training.model_id)
        .join(Job, Job.id == Training.job_id)
        .where(Training.id == training_id, Training.owner_id == owner_id)
    )
    row = (await session.execute(statement)).first()
    return None if row is None else (row[0], row[1], row[2])


async def next_version(session: AsyncSession, model_id: UUID) -> int:
    """One above every version that is registered or kept for a training; call it under the registry's lock."""
    registered = select(func.max(ModelVersion.version)).where(ModelVersion.model_id == model_id)
    kept = select(func.max(Training.version)).where(Training.model_id == model_id)
    highest = [await session.scalar(registered), await session.scalar(kept)]
    return 1 + max(number or 0 for number in highest)
