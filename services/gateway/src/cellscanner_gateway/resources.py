"""What a process of the gateway holds open: database, object store, clients of detector and classifier."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import httpx
from cellscanner_shared.store import ObjectStore, StoreSettings
from fastapi import Depends
from starlette.requests import HTTPConnection

from cellscanner_gateway.database import Database
from cellscanner_gateway.settings import GatewaySettings

# Pictures decoded at the same time in one process: each may need some hundred megabytes.
_FILES_AT_ONCE = 2


@dataclass(frozen=True)
class Resources:
    settings: GatewaySettings
    database: Database
    store: ObjectStore
    detector: httpx.AsyncClient
    classifier: httpx.AsyncClient
    scratch: Path
    looking: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_FILES_AT_ONCE))


def _service_client(base_url: str, settings: GatewaySettings, timeout_s: float) -> httpx.AsyncClient:
    token = settings.service_token.get_secret_value()
    return httpx.AsyncClient(
        base_url=base_url, timeout=timeout_s, headers={"Authorization": f"Bearer {token}"}, trust_env=False
    )


@asynccontextmanager
async def open_resources(settings: GatewaySettings, store_settings: StoreSettings) -> AsyncIterator[Resources]:
    """Open everything a process needs and close it in reverse; neither database nor store has to answer yet."""
    async with AsyncExitStack() as stack:
        database = Database(settings.database_url.get_secret_value(), pool_size=settings.database_pool_size)
        stack.push_async_callback(database.close)
        yield Resources(
            settings=settings,
            database=database,
            store=ObjectStore(store_settings),
            detector=await stack.enter_async_context(
                _service_client(settings.detector_url, settings, settings.detector_timeout_s)
            ),
            classifier=await stack.enter_async_context(
                _service_client(settings.classifier_url, settings, settings.classifier_timeout_s)
            ),
            scratch=_scratch(settings, stack),
        )


def _scratch(settings: GatewaySettings, stack: AsyncExitStack) -> Path:
    if settings.scratch_dir is None:
        return Path(stack.enter_context(TemporaryDirectory(prefix="cellscanner-")))
    settings.scratch_dir.mkdir(parents=True, exist_ok=True)
    return settings.scratch_dir


def get_resources(connection: HTTPConnection) -> Resources:
    resources: Resources = connection.app.state.resources
    return resources


CurrentResources = Annotated[Resources, Depends(get_resources)]
