"""Rules of membership: owners bring people in and let them go, everybody may leave, one owner always stays."""

from uuid import UUID

from cellscanner_shared.errors import NotFound
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.audit import audit
from cellscanner_gateway.auth.repository import find_username
from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.errors import Conflict, LastOwner
from cellscanner_gateway.projects import member_repository as repository
from cellscanner_gateway.projects.models import Project, ProjectMember, Role
from cellscanner_gateway.projects.repository import lock_project
from cellscanner_gateway.projects.schemas import MemberCreate, MemberRead
from cellscanner_gateway.projects.service import get_project


async def members(session: AsyncSession, user: Principal, project_id: UUID) -> list[MemberRead]:
    """Everybody in the project, owners first. Raises NotFound."""
    project = await get_project(session, user, project_id)
    return [_out(row, name) for row, name in await repository.members_of(session, project.id)]


async def add_member(session: AsyncSession, user: Principal, project_id: UUID, wanted: MemberCreate) -> MemberRead:
    """Raises NotFound, also for a user name that nobody has; RoleTooLow; Conflict for who is a member."""
    await get_project(session, user, project_id, Role.OWNER)
    found = await find_username(session, wanted.username)
    if found is None:
        raise NotFound(f"There is no user named {wanted.username}.", reason="no-user-of-name", username=wanted.username)
    await lock_project(session, project_id)
    if await repository.find(session, project_id, found.id) is not None:
        raise Conflict(
            f"{found.username} is a member of this project.", reason="member-already", username=found.username
        )
    row = ProjectMember(project_id=project_id, user_id=found.id, role=wanted.role.value)
    session.add(row)
    await session.flush()
    audit(session, "member added", user.id, project=str(project_id), subject=str(found.id), role=wanted.role.value)
    return _out(row, found.username)


async def change_role(session: AsyncSession, user: Principal, project_id: UUID, member_id: UUID, role: Role) -> None:
    """Raises NotFound, RoleTooLow, LastOwner."""
    await get_project(session, user, project_id, Role.OWNER)
    project = await lock_project(session, project_id)
    row = await _member(session, project_id, member_id)
    if role != Role.OWNER:
        await _resign(session, project, row)
    row.role = role.value
    audit(session, "member changed", user.id, project=str(project_id), subject=str(member_id), role=role.value)


async def remove_member(session: AsyncSession, user: Principal, project_id: UUID, member_id: UUID) -> None:
    """Let somebody go, or leave. What they made in the project stays. Raises NotFound, RoleTooLow, LastOwner."""
    await get_project(session, user, project_id, Role.VIEWER if member_id == user.id else Role.OWNER)
    project = await lock_project(session, project_id)
    row = await _member(session, project_id, member_id)
    await _resign(session, project, row)
    await session.delete(row)
    audit(session, "member removed", user.id, project=str(project_id), subject=str(member_id))


async def _member(session: AsyncSession, project_id: UUID, member_id: UUID) -> ProjectMember:
    row = await repository.find(session, project_id, member_id)
    if row is None:
        raise NotFound("There is no such member.", reason="no-such-member")
    return row


async def _resign(session: AsyncSession, project: Project, row: ProjectMember) -> None:
    """Make sure that somebody else owns the project, where this member owned it."""
    if row.role != Role.OWNER.value:
        return
    other = await repository.other_owner(session, project.id, row.user_id)
    if other is None:
        raise LastOwner("This is the only owner of the project. Make somebody else an owner first, or delete it.")
    if project.owner_id == row.user_id:
        project.owner_id, project.is_default = other, False


def _out(row: ProjectMember, username: str) -> MemberRead:
    return MemberRead(user_id=row.user_id, username=username, role=Role(row.role), since=row.created_at)
