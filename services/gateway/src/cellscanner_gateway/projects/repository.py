"""Every query on projects, groups and specimens; each is bound to the owner."""

from typing import TypeVar
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from cellscanner_gateway.database import utc_now
from cellscanner_gateway.pagination import fetch_page
from cellscanner_gateway.projects.models import Group, Project, Specimen

PartT = TypeVar("PartT", Group, Specimen)


async def count_images(
    session: AsyncSession, column: InstrumentedAttribute[UUID] | InstrumentedAttribute[UUID | None], ids: list[UUID]
) -> dict[UUID, int]:
    """Pictures of each of these projects, groups or specimens; `column` is the picture's reference to them."""
    statement = select(column, func.count()).where(column.in_(ids)).group_by(column)
    counted: dict[UUID, int] = {item: count for item, count in await session.execute(statement) if item is not None}
    return dict.fromkeys(ids, 0) | counted


async def list_projects(
    session: AsyncSession, owner_id: UUID, limit: int, cursor: str | None
) -> tuple[list[Project], str | None]:
    statement = select(Project).where(Project.owner_id == owner_id)
    return await fetch_page(session, statement, (Project.created_at, Project.id), limit=limit, cursor=cursor)


async def find_project(session: AsyncSession, owner_id: UUID, project_id: UUID) -> Project | None:
    return await session.scalar(select(Project).where(Project.id == project_id, Project.owner_id == owner_id))


async def find_default(session: AsyncSession, owner_id: UUID) -> Project | None:
    return await session.scalar(select(Project).where(Project.owner_id == owner_id, Project.is_default))


async def ensure_default(session: AsyncSession, owner_id: UUID, new_id: UUID, name: str) -> None:
    """Make the default project unless there is one; two uploads at once make one project."""
    statement = insert(Project).values(
        id=new_id, owner_id=owner_id, name=name, is_default=True, is_sample=False, created_at=utc_now()
    )
    await session.execute(statement.on_conflict_do_nothing(index_elements=["owner_id"], index_where=text("is_default")))


async def list_parts(
    session: AsyncSession, part: type[PartT], project_id: UUID, limit: int, cursor: str | None
) -> tuple[list[PartT], str | None]:
    statement = select(part).where(part.project_id == project_id)
    return await fetch_page(session, statement, (part.created_at, part.id), limit=limit, cursor=cursor)


async def find_named(session: AsyncSession, part: type[PartT], project_id: UUID, name: str) -> PartT | None:
    return await session.scalar(select(part).where(part.project_id == project_id, part.name == name))


async def ensure_part(session: AsyncSession, part: type[PartT], project_id: UUID, new_id: UUID, name: str) -> None:
    """Make the group or specimen of this name unless the project has it."""
    values = {"id": new_id, "project_id": project_id, "name": name, "created_at": utc_now()}
    statement = insert(part).values(values)
    await session.execute(statement.on_conflict_do_nothing(index_elements=["project_id", "name"]))


async def find_group(session: AsyncSession, owner_id: UUID, group_id: UUID) -> Group | None:
    statement = (
        select(Group)
        .join(Project, Project.id == Group.project_id)
        .where(Group.id == group_id, Project.owner_id == owner_id)
    )
    return await session.scalar(statement)
