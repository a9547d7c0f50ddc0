"""Routes of the members of a project."""

from uuid import UUID

from fastapi import APIRouter, status

from cellscanner_gateway.auth.dependencies import CurrentUser
from cellscanner_gateway.database import Session
from cellscanner_gateway.pagination import Page
from cellscanner_gateway.projects import members
from cellscanner_gateway.projects.schemas import MemberCreate, MemberRead, MemberUpdate
from cellscanner_gateway.responses import problems

router = APIRouter(prefix="/projects/{project_id}/members", tags=["members"])


@router.get("", operation_id="list_members", responses=problems(404, 422))
async def list_members(project_id: UUID, user: CurrentUser, session: Session) -> Page[MemberRead]:
    """Everybody in the project, owners first. The list is whole: `next_cursor` is always null."""
    return Page(items=await members.members(session, user, project_id), next_cursor=None)


@router.post("", operation_id="add_member", status_code=status.HTTP_201_CREATED, responses=problems(403, 404, 409, 422))
async def add_member(project_id: UUID, wanted: MemberCreate, user: CurrentUser, session: Session) -> MemberRead:
    """Bring somebody in by their user name. Takes an owner."""
    return await members.add_member(session, user, project_id, wanted)


@router.patch(
    "/{user_id}",
    operation_id="update_member",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(403, 404, 409, 422),
)
async def update_member(
    project_id: UUID, user_id: UUID, wanted: MemberUpdate, user: CurrentUser, session: Session
) -> None:
    """Give a member another role. Takes an owner; one owner always stays."""
    await members.change_role(session, user, project_id, user_id, wanted.role)


@router.delete(
    "/{user_id}",
    operation_id="remove_member",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(403, 404, 409, 422),
)
async def remove_member(project_id: UUID, user_id: UUID, user: CurrentUser, session: Session) -> None:
    """Let a member go, which takes an owner, or leave yourself. What they labelled and predicted stays."""
    await members.remove_member(session, user, project_id, user_id)
