"""The API as a process: uvicorn on the public port, metrics on a port of their own."""

import asyncio
import sys

import uvicorn
from cellscanner_shared.store import StoreSettings
from cellscanner_shared.telemetry import Metrics, configure_logging

from cellscanner_gateway.app import create_app
from cellscanner_gateway.settings import GatewaySettings


def serve() -> None:
    """Run until SIGINT or SIGTERM; requests under way are finished first."""
    settings = GatewaySettings()
    store_settings = StoreSettings(patience_s=settings.store_patience_s)
    secrets = (settings.service_token, store_settings.access_key, store_settings.secret_key)
    configure_logging("gateway", secrets=[secret.get_secret_value() for secret in secrets])
    metrics = Metrics("gateway")
    if settings.metrics_port is not None:
        metrics.serve(settings.metrics_port, settings.metrics_host)
    config = uvicorn.Config(
        create_app(settings, store_settings, metrics),
        host=settings.host,
        port=settings.port,
        log_config=None,
        server_header=False,
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=20,
        # Longer than a proxy keeps its own (nginx: 60 s): else one is closed just when the next request comes on it.
        timeout_keep_alive=75,
    )
    # psycopg cannot use the loop that Windows takes by default.
    factory = asyncio.SelectorEventLoop if sys.platform == "win32" else None
    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(uvicorn.Server(config).serve())
