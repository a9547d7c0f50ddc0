"""Who may do what in a project: the one rule that every route of every noun asks.

A thing of a project is there for its members alone: everybody else gets NotFound. What a member sees but may not
change is RoleTooLow. Each role may do what the roles below it may.
"""

from collections.abc import Collection
from uuid import UUID

from cellscanner_shared.errors import NotFound
from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.errors import RoleTooLow
from cellscanner_gateway.projects.models import ProjectMember, Role

_RANKS = {role: rank for rank, role in enumerate(Role)}


def may(role: Role, least: Role) -> bool:
    """Whether somebody of this role may do what takes at least that one."""
    return _RANKS[role] >= _RANKS[least]


def projects_of(user_id: UUID, least: Role = Role.VIEWER) -> Select[UUID]:
    """Ids of the projects in which the user has at least this role, to be used inside other queries."""
    enough = [role.value for role in Role if may(role, least)]
    return select(ProjectMember.project_id).where(ProjectMember.user_id == user_id, ProjectMember.role.in_(enough))


async def role_in(session: AsyncSession, user_id: UUID, project_id: UUID) -> Role | None:
    """The user's role; None for somebody who is no member."""
    found = await session.get(ProjectMember, (project_id, user_id), populate_existing=True)
    return None if found is None else Role(found.role)


async def demand(session: AsyncSession, user: Principal, project_id: UUID, least: Role) -> Role:
    """The user's role in the project. Raises NotFound for who is no member, RoleTooLow for a lower role."""
    role = await role_in(session, user.id, project_id)
    if role is None:
        raise NotFound("There is no such project.", reason="no-such-project")
    if not may(role, least):
        raise RoleTooLow(f"You are {role} of this project; this takes at least {least}.", role=role, needed=least)
    return role


async def demand_each(session: AsyncSession, user: Principal, project_ids: Collection[UUID], least: Role) -> None:
    for project_id in set(project_ids):
        await demand(session, user, project_id, least)


async def demand_maker(session: AsyncSession, user: Principal, project_id: UUID, maker_id: UUID) -> None:
    """What somebody made in a project goes by them, while they may still work in it, or by its owners."""
    await demand(session, user, project_id, Role.ANNOTATOR if user.id == maker_id else Role.OWNER)
