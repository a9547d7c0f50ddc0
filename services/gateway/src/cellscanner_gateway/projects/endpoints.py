"""Routes of projects, groups and specimens."""

from uuid import UUID

from fastapi import APIRouter, status
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.auth.dependencies import CurrentUser
from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.database import Session
from cellscanner_gateway.images.models import Image
from cellscanner_gateway.pagination import Cursor, Limit, Page
from cellscanner_gateway.projects import removal, repository, service
from cellscanner_gateway.projects.models import Group, Project, ProjectMember, Role, Specimen
from cellscanner_gateway.projects.schemas import (
    GroupCreate,
    GroupRead,
    GroupUpdate,
    ProjectCreate,
    ProjectRead,
    ProjectUpdate,
    SpecimenRead,
)
from cellscanner_gateway.responses import problems

router = APIRouter()


@router.get("/projects", operation_id="list_projects", tags=["projects"], responses=problems(422))
async def list_projects(
    user: CurrentUser, session: Session, limit: Limit = 100, cursor: Cursor = None
) -> Page[ProjectRead]:
    """The projects you are a member of, newest first."""
    projects, next_cursor = await repository.list_projects(session, user.id, limit, cursor)
    return Page(items=await _read_projects(session, user, projects), next_cursor=next_cursor)


@router.post(
    "/projects",
    operation_id="create_project",
    tags=["projects"],
    status_code=status.HTTP_201_CREATED,
    responses=problems(403, 422),
)
async def create_project(wanted: ProjectCreate, user: CurrentUser, session: Session) -> ProjectRead:
    return await _read_project(session, user, await service.create_project(session, user, wanted.name))


@router.get("/projects/{project_id}", operation_id="get_project", tags=["projects"], responses=problems(404, 422))
async def get_project(project_id: UUID, user: CurrentUser, session: Session) -> ProjectRead:
    return await _read_project(session, user, await service.get_project(session, user, project_id))


@router.patch(
    "/projects/{project_id}", operation_id="update_project", tags=["projects"], responses=problems(403, 404, 422)
)
async def update_project(project_id: UUID, wanted: ProjectUpdate, user: CurrentUser, session: Session) -> ProjectRead:
    project = await service.get_project(session, user, project_id, Role.OWNER)
    project.name = wanted.name
    return await _read_project(session, user, project)


@router.delete(
    "/projects/{project_id}",
    operation_id="delete_project",
    tags=["projects"],
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(403, 404, 422),
)
async def delete_project(project_id: UUID, user: CurrentUser, session: Session) -> None:
    """Remove a project with its pictures and predictions, for all its members. Takes an owner."""
    await removal.remove_project(session, user, project_id)


@router.get("/projects/{project_id}/groups", operation_id="list_groups", tags=["groups"], responses=problems(404, 422))
async def list_groups(
    project_id: UUID, user: CurrentUser, session: Session, limit: Limit = 100, cursor: Cursor = None
) -> Page[GroupRead]:
    project = await service.get_project(session, user, project_id)
    groups, next_cursor = await repository.list_parts(session, Group, project.id, limit, cursor)
    counts = await repository.count_rows(session, Image.group_id, [group.id for group in groups])
    items = [GroupRead(id=group.id, name=group.name, image_count=counts[group.id]) for group in groups]
    return Page(items=items, next_cursor=next_cursor)


@router.post(
    "/projects/{project_id}/groups",
    operation_id="create_group",
    tags=["groups"],
    status_code=status.HTTP_201_CREATED,
    responses=problems(403, 404, 409, 422),
)
async def create_group(project_id: UUID, wanted: GroupCreate, user: CurrentUser, session: Session) -> GroupRead:
    group = await service.create_group(session, user, project_id, wanted.name)
    return GroupRead(id=group.id, name=group.name, image_count=0)


@router.patch(
    "/groups/{group_id}", operation_id="update_group", tags=["groups"], responses=problems(403, 404, 409, 422)
)
async def update_group(group_id: UUID, wanted: GroupUpdate, user: CurrentUser, session: Session) -> GroupRead:
    group = await service.rename_group(session, user, group_id, wanted.name)
    counts = await repository.count_rows(session, Image.group_id, [group.id])
    return GroupRead(id=group.id, name=group.name, image_count=counts[group.id])


@router.delete(
    "/groups/{group_id}",
    operation_id="delete_group",
    tags=["groups"],
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(403, 404, 422),
)
async def delete_group(group_id: UUID, user: CurrentUser, session: Session) -> None:
    """Remove a group; its pictures stay in the project, in no group. Takes an owner."""
    await removal.remove_group(session, user, group_id)


@router.get(
    "/projects/{project_id}/specimens", operation_id="list_specimens", tags=["specimens"], responses=problems(404, 422)
)
async def list_specimens(
    project_id: UUID, user: CurrentUser, session: Session, limit: Limit = 100, cursor: Cursor = None
) -> Page[SpecimenRead]:
    project = await service.get_project(session, user, project_id)
    specimens, next_cursor = await repository.list_parts(session, Specimen, project.id, limit, cursor)
    counts = await repository.count_rows(session, Image.specimen_id, [specimen.id for specimen in specimens])
    items = [SpecimenRead(id=item.id, name=item.name, image_count=counts[item.id]) for item in specimens]
    return Page(items=items, next_cursor=next_cursor)


async def _read_project(session: AsyncSession, user: Principal, project: Project) -> ProjectRead:
    return (await _read_projects(session, user, [project]))[0]


async def _read_projects(session: AsyncSession, user: Principal, projects: list[Project]) -> list[ProjectRead]:
    ids = [project.id for project in projects]
    counts = await repository.count_rows(session, Image.project_id, ids)
    members = await repository.count_rows(session, ProjectMember.project_id, ids)
    roles = await repository.roles_of(session, user.id, ids)
    return [
        ProjectRead(
            id=project.id,
            name=project.name,
            image_count=counts[project.id],
            is_default=project.is_default,
            is_sample=project.is_sample,
            role=roles[project.id],
            member_count=members[project.id],
            created_at=project.created_at,
        )
        for project in projects
    ]
