"""Every query on objects to remove."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Text, cast, delete, func, insert, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.database import utc_now
from cellscanner_gateway.images.models import Image
from cellscanner_gateway.models.models import RegisteredModel
from cellscanner_gateway.objects.models import DoomedPrefix
from cellscanner_gateway.predictions.models import Prediction
from cellscanner_gateway.projects.models import Project


def doom(session: AsyncSession, prefix: str, due_at: datetime | None = None) -> DoomedPrefix:
    """Note that everything under `prefix` goes, now or from `due_at` on, if this transaction commits."""
    doomed = DoomedPrefix(prefix=prefix, due_at=due_at or utc_now())
    session.add(doomed)
    return doomed


async def spare(session: AsyncSession, prefixes: list[str]) -> None:
    """Take back what `doom` noted."""
    await session.execute(delete(DoomedPrefix).where(DoomedPrefix.prefix.in_(prefixes)))


async def hasten(session: AsyncSession, prefixes: list[str]) -> None:
    """Let what was noted for later go now."""
    for doomed in await session.scalars(select(DoomedPrefix).where(DoomedPrefix.prefix.in_(prefixes))):
        doomed.due_at = utc_now()


async def next_due(session: AsyncSession) -> DoomedPrefix | None:
    """One prefix that is due, locked, and not one another process is busy with."""
    statement = select(DoomedPrefix).where(DoomedPrefix.due_at <= utc_now()).order_by(DoomedPrefix.due_at)
    return await session.scalar(statement.limit(1).with_for_update(skip_locked=True))


async def doom_project(session: AsyncSession, project_id: UUID) -> None:
    """Pictures and predictions of a project."""
    await _doom_pictures(session, select(Project.id).where(Project.id == project_id))
    await _doom_each(session, "predictions/", select(Prediction.id).where(Prediction.project_id == project_id))


async def doom_user(session: AsyncSession, user_id: UUID) -> None:
    """Pictures, predictions and models of a user."""
    await _doom_pictures(session, select(Project.id).where(Project.owner_id == user_id))
    await _doom_each(session, "predictions/", select(Prediction.id).where(Prediction.owner_id == user_id))
    path = func.concat(RegisteredModel.owner, "/", RegisteredModel.name)
    await _doom_each(session, "models/", select(path).where(RegisteredModel.owner_id == user_id))


async def _doom_pictures(session: AsyncSession, project_ids: Select[UUID]) -> None:
    """Of these projects; also files of several pages whose first page, which has the file's own id, is gone already."""
    pictures = Image.project_id.in_(project_ids)
    await _doom_each(session, "pictures/", select(Image.id).where(pictures))
    sources = select(Image.source_id).where(pictures, Image.source_id != Image.id)
    await _doom_each(session, "pictures/", sources.group_by(Image.source_id))


async def _doom_each(session: AsyncSession, start: str, selected: Select[Any]) -> None:
    (key,) = selected.selected_columns
    now = utc_now()
    rows = selected.with_only_columns(
        func.gen_random_uuid(), literal(now), func.concat(start, cast(key, Text), "/"), literal(now)
    )
    columns = ["id", "created_at", "prefix", "due_at"]
    await session.execute(insert(DoomedPrefix).from_select(columns, rows, include_defaults=False))
