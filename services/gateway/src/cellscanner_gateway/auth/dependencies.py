"""Who is asking: the `CurrentUser` and `AdminUser` of every endpoint."""

from typing import Annotated
from urllib.parse import urlsplit

from cellscanner_shared.errors import Forbidden, Unauthorized
from fastapi import Depends, Request
from fastapi.security import APIKeyCookie, HTTPBearer

from cellscanner_gateway.audit import audit_refusal
from cellscanner_gateway.auth.scopes import KeyScope, allows, needed_for, operation_of
from cellscanner_gateway.auth.service import Principal, by_key, by_session
from cellscanner_gateway.errors import OriginRefused, ScopeTooNarrow
from cellscanner_gateway.resources import CurrentResources, Resources

COOKIE = "cellscanner_session"
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

# These two only describe the schemes in OpenAPI; `current_user` itself decides and answers 401 as problem+json.
_bearer = HTTPBearer(auto_error=False, scheme_name="apiKey", description="An API key of the user.")
_cookie = APIKeyCookie(name=COOKIE, auto_error=False, scheme_name="session", description="Cookie of a signed-in page.")


async def current_user(
    request: Request,
    resources: CurrentResources,
    _key: Annotated[object, Depends(_bearer)],
    _session: Annotated[object, Depends(_cookie)],
) -> Principal:
    """The user of the API key, else of the session cookie; 401 where there is none that lives.

    The only place that looks at what a key may do, and every route of a user passes it. Raises ScopeTooNarrow.
    """
    authorization = request.headers.get("authorization")
    if authorization is not None:
        user = await _from_header(authorization, resources)
        _demand_scope(user, needed_for(request.method, operation_of(request)))
        return user
    token = request.cookies.get(COOKIE)
    if token is None:
        raise Unauthorized
    check_origin(request, resources)
    return await by_session(resources.database, token)


def check_origin(request: Request, resources: Resources) -> None:
    """Refuse an unsafe request that a page of another site makes with our cookie."""
    origin = request.headers.get("origin")
    if request.method in _SAFE_METHODS or origin in resources.settings.allowed_origins:
        return
    # Programs send neither header; every browser sends at least one of them.
    foreign = request.headers.get("sec-fetch-site") == "cross-site"
    if foreign if origin is None else urlsplit(origin).netloc != request.headers.get("host"):
        raise OriginRefused("The page that sent this request was not served by this server.")


async def _from_header(authorization: str, resources: Resources) -> Principal:
    scheme, _, key = authorization.partition(" ")
    if scheme.lower() != "bearer" or not key.strip():
        raise Unauthorized("Send `Authorization: Bearer KEY`.", reason="send-key")
    return await by_key(resources.database, key.strip())


def _demand_scope(user: Principal, needed: KeyScope) -> None:
    if not allows(user.scope, needed):
        audit_refusal("key refused", user=user.username, scope=user.scope, needed=needed)
        raise ScopeTooNarrow(
            f"The key has the scope {user.scope}; this takes {needed}.",
            reason="scope-takes-more",
            scope=user.scope,
            needed=needed,
        )


async def admin_user(user: Annotated[Principal, Depends(current_user)]) -> Principal:
    _demand_scope(user, KeyScope.FULL)
    if user.role != "admin":
        raise Forbidden("Only an administrator may do this.", reason="administrators-only")
    return user


CurrentUser = Annotated[Principal, Depends(current_user)]
AdminUser = Annotated[Principal, Depends(admin_user)]
