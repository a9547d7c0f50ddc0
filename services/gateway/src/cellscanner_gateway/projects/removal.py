"""Taking away whole projects and users: their rows in one statement, their objects soon after the commit."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.audit import audit
from cellscanner_gateway.auth.service import Principal, get_user
from cellscanner_gateway.errors import Conflict
from cellscanner_gateway.objects import repository as objects
from cellscanner_gateway.predictions import repository as predictions
from cellscanner_gateway.projects import member_repository
from cellscanner_gateway.projects.models import Role
from cellscanner_gateway.projects.service import get_group, get_project


async def remove_project(session: AsyncSession, user: Principal, project_id: UUID) -> None:
    project = await get_project(session, user, project_id, Role.OWNER)
    await objects.doom_project(session, project.id)
    await session.delete(project)
    audit(session, "project deleted", user.id, subject=str(project.id))


async def remove_group(session: AsyncSession, user: Principal, group_id: UUID) -> None:
    """The group goes, its pictures stay in the project without one."""
    await session.delete(await get_group(session, user, group_id, Role.OWNER))


async def remove_user(session: AsyncSession, admin: Principal, user_id: UUID) -> None:
    user = await get_user(session, user_id)
    if user.id == admin.id:
        raise Conflict("An administrator cannot remove themselves.", reason="remove-oneself")
    await _hand_over(session, user.id)
    await objects.doom_user(session, user.id)
    await session.delete(user)
    audit(session, "user deleted", admin.id, subject=str(user.id))


async def _hand_over(session: AsyncSession, user_id: UUID) -> None:
    """What others work in does not go with one account: it passes to the highest, longest member that is left."""
    for project in await member_repository.shared_projects(session, user_id):
        heir = await member_repository.heir(session, project.id, user_id)
        heir.role = Role.OWNER.value
        project.owner_id, project.is_default = heir.user_id, False
    await session.flush()
    await predictions.pass_on(session, user_id)
