"""Every query on comparisons."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.comparisons.models import ComparisonRun
from cellscanner_gateway.models.models import ModelVersion
from cellscanner_gateway.pagination import fetch_page
from cellscanner_gateway.trainings.models import Training


async def find(session: AsyncSession, comparison_id: UUID, owner_id: UUID) -> ComparisonRun | None:
    statement = select(ComparisonRun).where(ComparisonRun.id == comparison_id, ComparisonRun.owner_id == owner_id)
    return await session.scalar(statement)


async def find_by_key(session: AsyncSession, owner_id: UUID, key: str) -> ComparisonRun | None:
    statement = select(ComparisonRun).where(ComparisonRun.owner_id == owner_id, ComparisonRun.idempotency_key == key)
    return await session.scalar(statement)


async def list_newest(
    session: AsyncSession, owner_id: UUID, *, limit: int, cursor: str | None
) -> tuple[list[ComparisonRun], str | None]:
    statement = select(ComparisonRun).where(ComparisonRun.owner_id == owner_id)
    key = (ComparisonRun.created_at, ComparisonRun.id)
    return await fetch_page(session, statement, key, limit=limit, cursor=cursor)


async def metrics_of(session: AsyncSession, training_ids: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """The metrics of the versions that these trainings made, for those that made one and have any."""
    same = (ModelVersion.model_id == Training.model_id) & (ModelVersion.version == Training.version)
    statement = select(Training.id, ModelVersion.metrics).join(ModelVersion, same).where(Training.id.in_(training_ids))
    return {row.id: row.metrics for row in await session.execute(statement) if row.metrics is not None}
