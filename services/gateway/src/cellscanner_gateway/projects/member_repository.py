"""Every query on the members of projects."""

from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.auth.models import User
from cellscanner_gateway.projects.models import Project, ProjectMember, Role

# Owners first.
_BY_RANK = case({role.value: -rank for rank, role in enumerate(Role)}, value=ProjectMember.role)


async def find(session: AsyncSession, project_id: UUID, user_id: UUID) -> ProjectMember | None:
    return await session.get(ProjectMember, (project_id, user_id))


async def members_of(session: AsyncSession, project_id: UUID) -> list[tuple[ProjectMember, str]]:
    """Everybody in a project with their names: owners first, then who has been there longest."""
    statement = (
        select(ProjectMember, User.username)
        .join(User, User.id == ProjectMember.user_id)
        .where(ProjectMember.project_id == project_id)
        .order_by(_BY_RANK, ProjectMember.created_at, User.id)
    )
    return [(row[0], row[1]) for row in await session.execute(statement)]


async def other_owner(session: AsyncSession, project_id: UUID, user_id: UUID) -> UUID | None:
    """Who has been an owner longest beside this user."""
    statement = (
        select(ProjectMember.user_id)
        .where(
            ProjectMember.project_id == project_id,
            ProjectMember.role == Role.OWNER.value,
            ProjectMember.user_id != user_id,
        )
        .order_by(ProjectMember.created_at)
    )
    return await session.scalar(statement.limit(1))


async def shared_projects(session: AsyncSession, user_id: UUID) -> list[Project]:
    """Projects that stand in the books as this user's and have other members."""
    shared = (
        select(ProjectMember.project_id).group_by(ProjectMember.project_id).having(func.count() > 1).scalar_subquery()
    )
    statement = select(Project).where(Project.owner_id == user_id, Project.id.in_(shared)).with_for_update()
    return list(await session.scalars(statement))


async def heir(session: AsyncSession, project_id: UUID, user_id: UUID) -> ProjectMember:
    """Of the other members the one of the highest role, who has been there longest."""
    statement = (
        select(ProjectMember)
        .where(ProjectMember.project_id == project_id, ProjectMember.user_id != user_id)
        .order_by(_BY_RANK, ProjectMember.created_at)
    )
    return (await session.scalars(statement.limit(1))).one()
