"""Rules of signing in: what a password, a session and a key must satisfy."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from uuid import UUID

from cellscanner_shared.errors import NotFound, Unauthorized
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.audit import audit, audit_refusal
from cellscanner_gateway.auth import repository, throttle
from cellscanner_gateway.auth.models import ApiKey, User, UserSession
from cellscanner_gateway.auth.schemas import KeyCreate, KeyCreated, UserCreate, UserUpdate
from cellscanner_gateway.auth.scopes import KeyScope
from cellscanner_gateway.auth.secrets import (
    NewSecret,
    digest,
    hash_password,
    new_api_key,
    new_session_token,
    password_matches,
)
from cellscanner_gateway.database import Database, utc_now
from cellscanner_gateway.errors import Conflict, ScopeTooNarrow
from cellscanner_gateway.settings import GatewaySettings

_USE_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Principal:
    """Who is asking, apart from any database session; `scope` is that of the key they ask with."""

    id: UUID
    username: str
    role: str
    language: str
    scope: KeyScope = KeyScope.FULL

    @classmethod
    def of(cls, user: User, scope: KeyScope = KeyScope.FULL) -> "Principal":
        return cls(id=user.id, username=user.username, role=user.role, language=user.language, scope=scope)


async def by_key(database: Database, key: str) -> Principal:
    """The owner of a live API key. Own short transaction: a long upload must not hold the key's row."""
    async with database.transaction() as session:
        found = await repository.find_live_key(session, digest(key))
        if found is None:
            raise Unauthorized("The API key is not known or was revoked.", reason="key-unknown")
        api_key, user = found
        now = utc_now()
        if api_key.last_used_at is None or now - api_key.last_used_at > _USE_NOTED_EVERY:
            api_key.last_used_at = now
        return Principal.of(user, KeyScope(api_key.scope))


async def by_full_key(database: Database, key: str) -> Principal:
    """The owner of a key with which a session may begin: that has all rights. Raises Unauthorized, ScopeTooNarrow."""
    user = await by_key(database, key)
    if user.scope != KeyScope.FULL:
        raise ScopeTooNarrow(
            f"A key of the scope {user.scope} opens no session of the page; that takes {KeyScope.FULL}.",
            reason="scope-no-session",
            scope=user.scope,
            needed=KeyScope.FULL,
        )
    return user


async def by_session(database: Database, token: str) -> Principal:
    async with database.transaction() as session:
        user = await repository.find_session_user(session, digest(token), utc_now())
        if user is None:
            raise Unauthorized("The session has ended; sign in again.", reason="session-ended")
        return Principal.of(user)


async def by_password(
    database: Database, settings: GatewaySettings, username: str, password: str, address: str
) -> Principal:
    """The user of this name and password. Raises Unauthorized, or TooManyAttempts after too many failures."""
    async with throttle.attempt(database, settings, username, address):
        async with database.transaction() as session:
            user = await repository.find_username(session, username)
        # An unknown name costs the time of a known one, so that nobody can tell which names exist.
        known = user.password_hash if user is not None else await asyncio.to_thread(_nobodys_hash)
        right = await asyncio.to_thread(password_matches, password, known)
        if user is None or not right:
            audit_refusal("sign-in failed", username=username, address=address)
            raise Unauthorized("User name or password is wrong.", reason="wrong-password")
        return Principal.of(user)


@cache
def _nobodys_hash() -> str:
    return hash_password(new_session_token().value)


async def start_session(session: AsyncSession, settings: GatewaySettings, user: Principal) -> NewSecret:
    """A new session of the user; its token goes into the cookie."""
    now = utc_now()
    await repository.forget_expired(session, now, now - timedelta(minutes=settings.login_window_minutes))
    token = new_session_token()
    expires_at = now + timedelta(hours=settings.session_hours)
    session.add(UserSession(user_id=user.id, token_hash=token.digest, expires_at=expires_at))
    audit(session, "signed in", user.id)
    return token


async def create_user(session: AsyncSession, admin: Principal | None, wanted: UserCreate) -> User:
    if await repository.find_username(session, wanted.username) is not None:
        raise Conflict(
            f"There is already a user named {wanted.username}.", reason="user-exists", username=wanted.username
        )
    password_hash = await asyncio.to_thread(hash_password, wanted.password.get_secret_value())
    user = User(username=wanted.username, password_hash=password_hash, role=wanted.role, language=wanted.language)
    session.add(user)
    await session.flush()
    audit(session, "user created", admin.id if admin else None, subject=str(user.id), role=user.role)
    return user


async def update_user(session: AsyncSession, principal: Principal, wanted: UserUpdate, token: str | None) -> User:
    user = await get_user(session, principal.id)
    if wanted.language is not None:
        user.language = wanted.language
    if wanted.password is not None:
        user.password_hash = await asyncio.to_thread(hash_password, wanted.password.get_secret_value())
        await repository.end_other_sessions(session, user.id, None if token is None else digest(token))
        audit(session, "password changed", user.id)
    return user


async def reset_password(session: AsyncSession, admin: Principal, user_id: UUID, password: str) -> User:
    """Another password for a user, who is signed out everywhere and need not wait for failures of before."""
    user = await get_user(session, user_id)
    user.password_hash = await asyncio.to_thread(hash_password, password)
    await repository.end_other_sessions(session, user.id, None)
    await repository.forget_failures(session, user.username)
    audit(session, "password reset", admin.id, subject=str(user.id))
    return user


async def get_user(session: AsyncSession, user_id: UUID) -> User:
    user = await repository.find_user(session, user_id)
    if user is None:
        raise NotFound("There is no such user.", reason="no-such-user")
    return user


async def create_key(
    session: AsyncSession, user_id: UUID, wanted: KeyCreate, secret: NewSecret | None = None
) -> KeyCreated:
    """A new API key; `secret` is given only by the seed, which has already written it down."""
    secret = secret or new_api_key()
    key = ApiKey(
        user_id=user_id, name=wanted.name, scope=wanted.scope.value, prefix=secret.prefix, key_hash=secret.digest
    )
    session.add(key)
    await session.flush()
    audit(session, "api key created", user_id, subject=str(key.id), scope=key.scope)
    return KeyCreated(
        id=key.id, name=key.name, scope=wanted.scope, prefix=key.prefix, key=secret.value, created_at=key.created_at
    )


async def revoke_key(session: AsyncSession, user_id: UUID, key_id: UUID) -> None:
    key = await repository.find_key(session, user_id, key_id)
    if key is None:
        raise NotFound("There is no such key.", reason="no-such-key")
    if key.revoked_at is None:
        key.revoked_at = utc_now()
        audit(session, "api key revoked", user_id, subject=str(key.id))
