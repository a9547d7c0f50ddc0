"""Slowing down whoever guesses passwords, counted in PostgreSQL so that every replica counts the same."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from math import ceil
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.audit import audit_refusal
from cellscanner_gateway.auth import repository
from cellscanner_gateway.auth.models import LoginFailure
from cellscanner_gateway.database import Database, utc_now
from cellscanner_gateway.errors import TooManyAttempts
from cellscanner_gateway.settings import GatewaySettings


@asynccontextmanager
async def attempt(database: Database, settings: GatewaySettings, username: str, address: str) -> AsyncIterator[None]:
    """Around one sign-in: raise TooManyAttempts, or run the block and count it as failed unless it ends well.

    The attempt is written down as failed before the password is looked at, one at a time, so that a burst of parallel
    guesses is counted too.
    """
    async with database.transaction() as session:
        await repository.one_by_one(session, username, address)
        await _refuse_if_many(session, settings, username, address)
        failure_id = await _note(session, username, address)
    yield
    async with database.transaction() as session:
        await repository.take_back_failure(session, failure_id)


async def _note(session: AsyncSession, username: str, address: str) -> UUID:
    failure = LoginFailure(username=username.lower(), address=address)
    session.add(failure)
    await session.flush()
    return failure.id


async def _refuse_if_many(session: AsyncSession, settings: GatewaySettings, username: str, address: str) -> None:
    window = timedelta(minutes=settings.login_window_minutes)
    since = utc_now() - window
    for (count, oldest), limit in (
        (await repository.failures_of_user(session, username, since), settings.login_failures_per_user),
        (await repository.failures_of_address(session, address, since), settings.login_failures_per_address),
    ):
        if count >= limit and oldest is not None:
            audit_refusal("sign-in throttled", username=username, address=address)
            raise _too_many(oldest + window)


def _too_many(again_at: datetime) -> TooManyAttempts:
    wait_s = max(1, ceil((again_at - utc_now()).total_seconds()))
    minutes = ceil(wait_s / 60)
    return TooManyAttempts(f"Minutes until you can try again: {minutes}.", retry_after=wait_s, minutes=minutes)
