"""Every query on users, sessions, keys and failed sign-ins."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.auth.models import ApiKey, LoginFailure, User, UserSession
from cellscanner_gateway.pagination import fetch_page


async def find_live_key(session: AsyncSession, key_hash: bytes) -> tuple[ApiKey, User] | None:
    statement = (
        select(ApiKey, User)
        .join(User, User.id == ApiKey.user_id)
        .where(ApiKey.key_hash == key_hash, ApiKey.revoked_at.is_(None))
    )
    row = (await session.execute(statement)).one_or_none()
    return None if row is None else (row[0], row[1])


async def find_key_by_hash(session: AsyncSession, key_hash: bytes) -> ApiKey | None:
    """Revoked keys too."""
    return await session.scalar(select(ApiKey).where(ApiKey.key_hash == key_hash))


async def find_session_user(session: AsyncSession, token_hash: bytes, now: datetime) -> User | None:
    statement = (
        select(User)
        .join(UserSession, UserSession.user_id == User.id)
        .where(UserSession.token_hash == token_hash, UserSession.expires_at > now)
    )
    return await session.scalar(statement)


async def find_user(session: AsyncSession, user_id: UUID) -> User | None:
    return await session.get(User, user_id)


async def find_username(session: AsyncSession, username: str) -> User | None:
    return await session.scalar(select(User).where(func.lower(User.username) == username.lower()))


async def list_users(session: AsyncSession, limit: int, cursor: str | None) -> tuple[list[User], str | None]:
    return await fetch_page(session, select(User), (User.created_at, User.id), limit=limit, cursor=cursor)


async def list_keys(
    session: AsyncSession, user_id: UUID, limit: int, cursor: str | None
) -> tuple[list[ApiKey], str | None]:
    statement = select(ApiKey).where(ApiKey.user_id == user_id)
    return await fetch_page(session, statement, (ApiKey.created_at, ApiKey.id), limit=limit, cursor=cursor)


async def find_key(session: AsyncSession, user_id: UUID, key_id: UUID) -> ApiKey | None:
    return await session.scalar(select(ApiKey).where(ApiKey.id == key_id, ApiKey.user_id == user_id))


async def end_session(session: AsyncSession, token_hash: bytes) -> None:
    await session.execute(delete(UserSession).where(UserSession.token_hash == token_hash))


async def end_other_sessions(session: AsyncSession, user_id: UUID, token_hash: bytes | None) -> None:
    statement = delete(UserSession).where(UserSession.user_id == user_id)
    if token_hash is not None:
        statement = statement.where(UserSession.token_hash != token_hash)
    await session.execute(statement)


async def forget_expired(session: AsyncSession, now: datetime, failures_before: datetime) -> None:
    """Remove sessions that have ended and failures that throttling no longer looks at."""
    await session.execute(delete(UserSession).where(UserSession.expires_at <= now))
    await session.execute(delete(LoginFailure).where(LoginFailure.created_at < failures_before))


async def one_by_one(session: AsyncSession, username: str, address: str) -> None:
    """Let sign-ins with this name, and those from this address, come one after another until the transaction ends."""
    # In this order everywhere, so that no two wait for each other.
    for whose in (f"user {username.lower()}", f"address {address}"):
        await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"sign-in of {whose}", 0))))


async def failures_of_user(session: AsyncSession, username: str, since: datetime) -> tuple[int, datetime | None]:
    """How many failed sign-ins with this name since then, and when the oldest of them was."""
    return await _failures(session, LoginFailure.username == username.lower(), since)


async def failures_of_address(session: AsyncSession, address: str, since: datetime) -> tuple[int, datetime | None]:
    return await _failures(session, LoginFailure.address == address, since)


async def _failures(
    session: AsyncSession, condition: ColumnElement[bool], since: datetime
) -> tuple[int, datetime | None]:
    statement = select(func.count(), func.min(LoginFailure.created_at)).where(
        condition,
        LoginFailure.created_at > since,
    )
    count, oldest = (await session.execute(statement)).one()
    return count, oldest


async def forget_failures(session: AsyncSession, username: str) -> None:
    await session.execute(delete(LoginFailure).where(LoginFailure.username == username.lower()))


async def take_back_failure(session: AsyncSession, failure_id: UUID) -> None:
    await session.execute(delete(LoginFailure).where(LoginFailure.id == failure_id))
