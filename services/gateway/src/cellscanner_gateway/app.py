"""The gateway's composition root."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from cellscanner_shared.store import StoreSettings
from cellscanner_shared.telemetry import Metrics
from cellscanner_shared.version import SOFTWARE_VERSION
from cellscanner_shared.web import install_error_handlers, install_metrics
from fastapi import FastAPI
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.middleware.cors import CORSMiddleware

from cellscanner_gateway.annotations.commits import Desk
from cellscanner_gateway.annotations.contents import Contents
from cellscanner_gateway.database_errors import on_database_error
from cellscanner_gateway.images.pyramids import Viewer
from cellscanner_gateway.images.upload import clear_leftovers
from cellscanner_gateway.objects.sweeper import sweeping
from cellscanner_gateway.openapi import install_openapi
from cellscanner_gateway.resources import open_resources
from cellscanner_gateway.routers import ROUTERS
from cellscanner_gateway.settings import GatewaySettings
from cellscanner_gateway.tools import open_toolbox
from cellscanner_gateway.web.api_docs import api_docs_router
from cellscanner_gateway.web.body_limit import BodyLimit
from cellscanner_gateway.web.documents import documents_router
from cellscanner_gateway.web.error_pages import BESIDE_THE_SOURCES, error_pages_router
from cellscanner_gateway.web.frontend import frontend_router
from cellscanner_gateway.web.readiness import readiness_router
from cellscanner_gateway.web.root import root_router
from cellscanner_gateway.web.security import SecurityHeaders

API = "/api/v1"


def create_app(settings: GatewaySettings, store_settings: StoreSettings, metrics: Metrics | None = None) -> FastAPI:
    """The public API and the page. Nothing outside `app.state` is kept, so any replica can answer any request."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with (
            open_resources(settings, store_settings) as resources,
            open_toolbox(resources) as toolbox,
            sweeping(resources),
        ):
            await asyncio.to_thread(clear_leftovers, resources.scratch)
            app.state.resources, app.state.toolbox, app.state.viewer = resources, toolbox, Viewer(resources)
            app.state.annotation_desk = Desk(resources, Contents(resources.store))
            yield

    app = FastAPI(
        title="CellScanner",
        version=SOFTWARE_VERSION,
        lifespan=lifespan,
        openapi_url=f"{API}/openapi.json",
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=lambda route: route.name,
    )
    install_openapi(app)
    _add_layers(app, settings, metrics)
    _add_routes(app, settings)
    return app


def _add_layers(app: FastAPI, settings: GatewaySettings, metrics: Metrics | None) -> None:
    """Later ones lie outside earlier ones."""
    for kind in (DBAPIError, PoolTimeout):
        app.add_exception_handler(kind, on_database_error)
    if metrics is not None:
        install_metrics(app, metrics)
    if settings.allowed_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.allowed_origins,
            allow_credentials=True,
            allow_methods=["*"],
            allow_headers=["*"],
            expose_headers=["Location", "ETag", "Retry-After", "X-Request-Id"],
        )
    app.add_middleware(BodyLimit, most=settings.max_body_mb << 20)
    install_error_handlers(app)
    app.add_middleware(SecurityHeaders, https_only=settings.cookie_secure)


def _add_routes(app: FastAPI, settings: GatewaySettings) -> None:
    app.include_router(root_router(), prefix=API)
    for router in ROUTERS:
        app.include_router(router, prefix=API)
    app.include_router(api_docs_router(), prefix=API)
    app.include_router(readiness_router())
    app.include_router(error_pages_router(settings.error_pages_dir))
    app.include_router(documents_router((settings.error_pages_dir or BESIDE_THE_SOURCES).parent))
    if settings.frontend_dir is not None:
        app.include_router(frontend_router(settings.frontend_dir))
