"""Running a service as a process: JSON logs, a port, and an orderly end on SIGTERM."""

import sys

import uvicorn
from fastapi import FastAPI

from cellscanner_shared.serving.memory import return_large_blocks
from cellscanner_shared.serving.settings import ServingSettings


def serve(app: FastAPI, settings: ServingSettings) -> None:
    """Serve until SIGTERM or SIGINT; running requests get `grace_s` to finish."""
    return_large_blocks()
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=settings.grace_s,
        # The callers keep connections for longer than their own pauses between pictures.
        timeout_keep_alive=75,
    )
    server = uvicorn.Server(config)
    server.run()
    if not server.started:
        sys.exit(3)
