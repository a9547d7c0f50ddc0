"""Routes of sessions, users and API keys."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Cookie, Request, Response, status

from cellscanner_gateway.auth import repository, service
from cellscanner_gateway.auth.dependencies import COOKIE, AdminUser, CurrentUser, check_origin
from cellscanner_gateway.auth.schemas import (
    KeyCreate,
    KeyCreated,
    KeyRead,
    PasswordReset,
    SessionCreate,
    UserCreate,
    UserRead,
    UserUpdate,
)
from cellscanner_gateway.auth.secrets import NewSecret, digest
from cellscanner_gateway.database import Session
from cellscanner_gateway.pagination import Cursor, Limit, Page
from cellscanner_gateway.projects.removal import remove_user
from cellscanner_gateway.resources import CurrentResources, Resources
from cellscanner_gateway.responses import problems, public_problems

router = APIRouter()
SessionToken = Annotated[str | None, Cookie(alias=COOKIE, include_in_schema=False)]


@router.post(
    "/sessions",
    operation_id="create_session",
    tags=["sessions"],
    status_code=status.HTTP_201_CREATED,
    responses=public_problems(401, 403, 422, 429, 503),
)
async def create_session(
    wanted: SessionCreate, request: Request, response: Response, session: Session, resources: CurrentResources
) -> UserRead:
    """Sign in. The answer sets the cookie `cellscanner_session`."""
    check_origin(request, resources)
    user = await _identify(wanted, request, resources)
    token = await service.start_session(session, resources.settings, user)
    _set_cookie(response, token, resources)
    return UserRead.model_validate(user)


async def _identify(wanted: SessionCreate, request: Request, resources: Resources) -> service.Principal:
    if wanted.key is not None:
        return await service.by_full_key(resources.database, wanted.key.get_secret_value())
    assert wanted.username is not None  # noqa: S101 - the schema allows no third way
    assert wanted.password is not None  # noqa: S101
    address = request.client.host if request.client else "unknown"
    password = wanted.password.get_secret_value()
    return await service.by_password(resources.database, resources.settings, wanted.username, password, address)


def _set_cookie(response: Response, token: NewSecret, resources: Resources) -> None:
    response.set_cookie(
        COOKIE,
        token.value,
        max_age=int(resources.settings.session_hours * 3600),
        httponly=True,
        samesite="strict",
        secure=resources.settings.cookie_secure,
        path="/",
    )


@router.delete(
    "/sessions/current",
    operation_id="delete_session",
    tags=["sessions"],
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(403),
)
async def delete_session(_user: CurrentUser, response: Response, session: Session, token: SessionToken = None) -> None:
    """Sign out."""
    if token is not None:
        await repository.end_session(session, digest(token))
    response.delete_cookie(COOKIE, path="/")


@router.get("/users/me", operation_id="get_current_user", tags=["users"], responses=problems())
async def get_current_user(user: CurrentUser) -> UserRead:
    return UserRead.model_validate(user, from_attributes=True)


@router.patch("/users/me", operation_id="update_current_user", tags=["users"], responses=problems(403, 422))
async def update_current_user(
    wanted: UserUpdate, user: CurrentUser, session: Session, token: SessionToken = None
) -> UserRead:
    """Change one's language or password; a new password ends all other sessions, keys stay."""
    return UserRead.model_validate(await service.update_user(session, user, wanted, token))


@router.get("/users", operation_id="list_users", tags=["users"], responses=problems(403, 422))
async def list_users(_admin: AdminUser, session: Session, limit: Limit = 100, cursor: Cursor = None) -> Page[UserRead]:
    users, next_cursor = await repository.list_users(session, limit, cursor)
    return Page(items=[UserRead.model_validate(user) for user in users], next_cursor=next_cursor)


@router.post(
    "/users",
    operation_id="create_user",
    tags=["users"],
    status_code=status.HTTP_201_CREATED,
    responses=problems(403, 409, 422),
)
async def create_user(wanted: UserCreate, admin: AdminUser, session: Session) -> UserRead:
    return UserRead.model_validate(await service.create_user(session, admin, wanted))


@router.put(
    "/users/{user_id}/password",
    operation_id="reset_password",
    tags=["users"],
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(403, 404, 422),
)
async def reset_password(user_id: UUID, wanted: PasswordReset, admin: AdminUser, session: Session) -> None:
    """Give a user who has lost their password another; it ends all their sessions, keys stay."""
    await service.reset_password(session, admin, user_id, wanted.password.get_secret_value())


@router.delete(
    "/users/{user_id}",
    operation_id="delete_user",
    tags=["users"],
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(403, 404, 409, 422),
)
async def delete_user(user_id: UUID, admin: AdminUser, session: Session) -> None:
    """Remove a user and everything the user owns."""
    await remove_user(session, admin, user_id)


@router.get("/keys", operation_id="list_keys", tags=["keys"], responses=problems(422))
async def list_keys(user: CurrentUser, session: Session, limit: Limit = 100, cursor: Cursor = None) -> Page[KeyRead]:
    keys, next_cursor = await repository.list_keys(session, user.id, limit, cursor)
    return Page(items=[KeyRead.model_validate(key) for key in keys], next_cursor=next_cursor)


@router.post(
    "/keys",
    operation_id="create_key",
    tags=["keys"],
    status_code=status.HTTP_201_CREATED,
    responses=problems(403, 422),
)
async def create_key(wanted: KeyCreate, user: CurrentUser, session: Session) -> KeyCreated:
    """A new API key of one's own. The key is shown in this answer and never again."""
    return await service.create_key(session, user.id, wanted)


@router.delete(
    "/keys/{key_id}",
    operation_id="revoke_key",
    tags=["keys"],
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(403, 404, 422),
)
async def revoke_key(key_id: UUID, user: CurrentUser, session: Session) -> None:
    """Revoke a key at once and for good; it stays in the list."""
    await service.revoke_key(session, user.id, key_id)
