"""Every query on projects, groups and specimens; what a person asks for is bound to the projects they belong to."""

from typing import TypeVar
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from cellscanner_gateway.database import utc_now
from cellscanner_gateway.pagination import fetch_page
from cellscanner_gateway.projects.access import projects_of
from cellscanner_gateway.projects.models import Group, Project, ProjectMember, Role, Specimen

PartT = TypeVar("PartT", Group, Specimen)


async def count_rows(
    session: AsyncSession, column: InstrumentedAttribute[UUID] | InstrumentedAttribute[UUID | None], ids: list[UUID]
) -> dict[UUID, int]:
    """Pictures or members of each of these projects, groups or specimens; `column` is their reference to these."""
    statement = select(column, func.count()).where(column.in_(ids)).group_by(column)
    counted: dict[UUID, int] = {item: count for item, count in await session.execute(statement) if item is not None}
    return dict.fromkeys(ids, 0) | counted


async def list_projects(
    session: AsyncSession, user_id: UUID, limit: int, cursor: str | None
) -> tuple[list[Project], str | None]:
    statement = select(Project).where(Project.id.in_(projects_of(user_id)))
    return await fetch_page(session, statement, (Project.created_at, Project.id), limit=limit, cursor=cursor)


async def find_project(session: AsyncSession, project_id: UUID) -> Project | None:
    return await session.get(Project, project_id)


async def roles_of(session: AsyncSession, user_id: UUID, project_ids: list[UUID]) -> dict[UUID, Role]:
    """The user's role in each of the projects they are a member of."""
    statement = select(ProjectMember.project_id, ProjectMember.role).where(
        ProjectMember.user_id == user_id, ProjectMember.project_id.in_(project_ids)
    )
    return {project_id: Role(role) for project_id, role in await session.execute(statement)}


async def lock_project(session: AsyncSession, project_id: UUID) -> Project:
    """A project that there is, locked until the transaction ends: changes of its members come one after another."""
    return (await session.scalars(select(Project).where(Project.id == project_id).with_for_update())).one()


async def add_owner(session: AsyncSession, project_id: UUID, user_id: UUID) -> None:
    """Make the user an owner unless they are a member already."""
    values = {"project_id": project_id, "user_id": user_id, "role": Role.OWNER.value, "created_at": utc_now()}
    await session.execute(insert(ProjectMember).values(values).on_conflict_do_nothing())


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


async def find_group(session: AsyncSession, user_id: UUID, group_id: UUID) -> Group | None:
    return await session.scalar(select(Group).where(Group.id == group_id, Group.project_id.in_(projects_of(user_id))))
