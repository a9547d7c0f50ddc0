"""Removing doomed objects from the store, in the background of every API process."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

from cellscanner_shared.errors import CellScannerError, StoreRefused
from sqlalchemy.exc import SQLAlchemyError

from cellscanner_gateway.database import utc_now
from cellscanner_gateway.objects import repository
from cellscanner_gateway.resources import Resources

_LOG = logging.getLogger(__name__)
_EVERY_S = 5.0
_AGAIN_AFTER = timedelta(minutes=10)


async def sweep(resources: Resources) -> int:
    """Remove everything that is due; returns how many prefixes. Replicas may sweep at once: each takes other rows.

    What the store refuses to remove, as under a hold, is tried again later: nothing else waits for it. Raises
    StoreUnavailable.
    """
    swept = 0
    while True:
        async with resources.database.transaction() as session:
            doomed = await repository.next_due(session)
            if doomed is None:
                return swept
            try:
                await asyncio.to_thread(resources.store.delete_prefix, doomed.prefix)
            except StoreRefused as error:
                _LOG.warning("objects under %s stay for now: %s", doomed.prefix, error.detail)
                doomed.due_at = utc_now() + _AGAIN_AFTER
                continue
            await session.delete(doomed)
        swept += 1


@asynccontextmanager
async def sweeping(resources: Resources) -> AsyncIterator[None]:
    """Sweep every few seconds until the block ends; an absent database or store only delays it."""
    task = asyncio.create_task(_sweep_forever(resources))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _sweep_forever(resources: Resources) -> None:
    while True:
        try:
            await sweep(resources)
        except (CellScannerError, SQLAlchemyError) as error:
            _LOG.warning("objects could not be removed yet: %s", type(error).__name__)
        await asyncio.sleep(_EVERY_S)
