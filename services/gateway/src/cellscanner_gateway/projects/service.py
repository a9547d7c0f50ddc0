"""Rules of projects: who finds them, where pictures go that name none, groups made on use."""

from typing import TypeVar
from uuid import UUID, uuid4

from cellscanner_shared.errors import NotFound
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.audit import audit
from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.errors import Conflict
from cellscanner_gateway.projects import repository
from cellscanner_gateway.projects.access import demand
from cellscanner_gateway.projects.models import Group, Project, Role, Specimen

PartT = TypeVar("PartT", Group, Specimen)
_DEFAULT_NAME = {"en": "My pictures", "zh": "我的图片"}


async def get_project(session: AsyncSession, user: Principal, project_id: UUID, least: Role = Role.VIEWER) -> Project:
    """A project in which the user has at least this role. Raises NotFound for who is no member, RoleTooLow."""
    await demand(session, user, project_id, least)
    project = await repository.find_project(session, project_id)
    if project is None:
        raise NotFound("There is no such project.", reason="no-such-project")
    return project


async def project_or_default(session: AsyncSession, user: Principal, project_id: UUID | None) -> Project:
    """The named project, else the user's default project, made on its first use: where pictures are to be put."""
    if project_id is not None:
        return await get_project(session, user, project_id, Role.ANNOTATOR)
    await repository.ensure_default(session, user.id, uuid4(), _DEFAULT_NAME[user.language])
    project = await repository.find_default(session, user.id)
    assert project is not None  # noqa: S101 - made just above in the same transaction
    await repository.add_owner(session, project.id, user.id)
    return project


async def create_project(session: AsyncSession, user: Principal, name: str, *, is_sample: bool = False) -> Project:
    project = Project(owner_id=user.id, name=name, is_default=False, is_sample=is_sample)
    session.add(project)
    await session.flush()
    await repository.add_owner(session, project.id, user.id)
    audit(session, "project created", user.id, subject=str(project.id))
    return project


async def part_named(session: AsyncSession, part: type[PartT], project_id: UUID, name: str) -> PartT:
    """The group or specimen of this name in the project, made on use."""
    await repository.ensure_part(session, part, project_id, uuid4(), name)
    found = await repository.find_named(session, part, project_id, name)
    assert found is not None  # noqa: S101 - made just above in the same transaction
    return found


async def create_group(session: AsyncSession, user: Principal, project_id: UUID, name: str) -> Group:
    project = await get_project(session, user, project_id, Role.ANNOTATOR)
    await _refuse_taken(session, project.id, name)
    return await part_named(session, Group, project.id, name)


async def rename_group(session: AsyncSession, user: Principal, group_id: UUID, name: str) -> Group:
    group = await get_group(session, user, group_id, Role.ANNOTATOR)
    if name != group.name:
        await _refuse_taken(session, group.project_id, name)
        group.name = name
    return group


async def get_group(session: AsyncSession, user: Principal, group_id: UUID, least: Role) -> Group:
    group = await repository.find_group(session, user.id, group_id)
    if group is None:
        raise NotFound("There is no such group.", reason="no-such-group")
    await demand(session, user, group.project_id, least)
    return group


async def _refuse_taken(session: AsyncSession, project_id: UUID, name: str) -> None:
    if await repository.find_named(session, Group, project_id, name) is not None:
        raise Conflict(f"The project already has a group named {name}.", reason="group-exists", group=name)
