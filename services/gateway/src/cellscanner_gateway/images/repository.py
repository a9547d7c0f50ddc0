"""Every query on pictures; each is bound to the owner."""

from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import contains_eager

from cellscanner_gateway.images.models import Image
from cellscanner_gateway.pagination import fetch_page
from cellscanner_gateway.projects.models import Group, Project, Specimen


def _owned(owner_id: UUID) -> Select[Image]:
    return (
        select(Image)
        .join(Project, Project.id == Image.project_id)
        .outerjoin(Group, Group.id == Image.group_id)
        .outerjoin(Specimen, Specimen.id == Image.specimen_id)
        .where(Project.owner_id == owner_id)
        .options(contains_eager(Image.group), contains_eager(Image.specimen))
        .execution_options(populate_existing=True)
    )


async def find_image(session: AsyncSession, owner_id: UUID, image_id: UUID) -> Image | None:
    """The owner's picture with its group and specimen."""
    return await session.scalar(_owned(owner_id).where(Image.id == image_id))


async def find_images(session: AsyncSession, owner_id: UUID, image_ids: list[UUID]) -> list[Image]:
    """Those of the ids that are the owner's, in no particular order."""
    return list(await session.scalars(_owned(owner_id).where(Image.id.in_(image_ids))))


async def list_images(
    session: AsyncSession,
    owner_id: UUID,
    *,
    project_id: UUID | None,
    group: str | None,
    specimen: str | None,
    limit: int,
    cursor: str | None,
) -> tuple[list[Image], str | None]:
    statement = _owned(owner_id)
    if project_id is not None:
        statement = statement.where(Image.project_id == project_id)
    if group is not None:
        statement = statement.where(Group.name == group)
    if specimen is not None:
        statement = statement.where(Specimen.name == specimen)
    return await fetch_page(session, statement, (Image.created_at, Image.id), limit=limit, cursor=cursor)


async def count_pages(session: AsyncSession, source_id: UUID) -> int:
    """How many pictures still need the file of this source."""
    return await session.scalar(select(func.count()).where(Image.source_id == source_id)) or 0
