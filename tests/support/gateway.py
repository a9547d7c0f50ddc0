"""What tests of the gateway share: a caller, and the application as a context manager."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
from cellscanner_gateway.app import create_app
from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.settings import GatewaySettings
from cellscanner_shared.store import StoreSettings
from fastapi import FastAPI

ORIGIN = "http://gateway.test"
PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class Caller:
    """A user, a key of theirs, and a client that sends it."""

    user: Principal
    key: str
    http: httpx.AsyncClient


@asynccontextmanager
async def running_app(settings: GatewaySettings, store_settings: StoreSettings) -> AsyncIterator[FastAPI]:
    """The application, started and stopped as a server would."""
    app = create_app(settings, store_settings)
    async with app.router.lifespan_context(app):
        yield app


def client_of(app: FastAPI, key: str | None = None) -> httpx.AsyncClient:
    """A client without a network; what the application raises is answered, as behind a server."""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers=headers)
