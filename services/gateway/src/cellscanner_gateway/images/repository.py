"""Every query on pictures; what a person asks for is bound to the projects they belong to."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import contains_eager

from cellscanner_gateway.images.models import Image
from cellscanner_gateway.pagination import fetch_page
from cellscanner_gateway.projects.access import projects_of
from cellscanner_gateway.projects.models import Group, Role, Specimen


def _visible(user_id: UUID, least: Role = Role.VIEWER) -> Select[Image]:
    return (
        select(Image)
        .outerjoin(Group, Group.id == Image.group_id)
        .outerjoin(Specimen, Specimen.id == Image.specimen_id)
        .where(Image.project_id.in_(projects_of(user_id, least)))
        .options(contains_eager(Image.group), contains_eager(Image.specimen))
        .execution_options(populate_existing=True)
    )


async def find_image(session: AsyncSession, user_id: UUID, image_id: UUID) -> Image | None:
    """A picture that the user may see, with its group and specimen."""
    return await session.scalar(_visible(user_id).where(Image.id == image_id))


async def find_images(
    session: AsyncSession, user_id: UUID, image_ids: Collection[UUID], least: Role = Role.VIEWER
) -> list[Image]:
    """Those of the ids in whose projects the user has at least this role, in no particular order."""
    return list(await session.scalars(_visible(user_id, least).where(Image.id.in_(image_ids))))


async def list_images(
    session: AsyncSession,
    user_id: UUID,
    *,
    project_id: UUID | None,
    group: str | None,
    specimen: str | None,
    limit: int,
    cursor: str | None,
) -> tuple[list[Image], str | None]:
    statement = _visible(user_id)
    if project_id is not None:
        statement = statement.where(Image.project_id == project_id)
    if group is not None:
        statement = statement.where(Group.name == group)
    if specimen is not None:
        statement = statement.where(Specimen.name == specimen)
    return await fetch_page(session, statement, (Image.created_at, Image.id), limit=limit, cursor=cursor)


async def whole_project(session: AsyncSession, user_id: UUID, project_id: UUID) -> list[Image]:
    """Every picture of a project that the user may see, with group and specimen, in the order they came."""
    statement = _visible(user_id).where(Image.project_id == project_id)
    return list(await session.scalars(statement.order_by(Image.created_at, Image.id)))


async def lock_pages(session: AsyncSession, source_id: UUID) -> list[UUID]:
    """The pictures that need the file of this source, locked until the transaction ends."""
    statement = select(Image.id).where(Image.source_id == source_id).order_by(Image.id)
    return list(await session.scalars(statement.with_for_update()))
