"""/healthz, /readyz and /metrics of the worker, on a port of their own."""

import json
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from cellscanner_shared.telemetry import Metrics

from cellscanner_trainer.settings import TrainerSettings

Answer = tuple[HTTPStatus, str, bytes]


class HealthServer:
    """Serves while the block runs; without a port it does nothing. `is_ready` is asked for every /readyz."""

    def __init__(self, settings: TrainerSettings, is_ready: Callable[[], bool]) -> None:
        self._metrics = Metrics("trainer")
        self._is_ready = is_ready
        self._server: ThreadingHTTPServer | None = None
        if settings.metrics_port is not None:
            self._server = ThreadingHTTPServer((settings.host, settings.metrics_port), self._handler())

    @property
    def port(self) -> int | None:
        """The port in use."""
        return None if self._server is None else self._server.server_port

    def __enter__(self) -> Self:
        if self._server is not None:
            threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()

    def answer(self, path: str) -> Answer:
        """Status, media type and body for a path."""
        if path == "/metrics":
            body, media_type = self._metrics.exposition()
            return HTTPStatus.OK, media_type, body
        if path == "/healthz":
            return HTTPStatus.OK, "application/json", b'{"status": "alive"}'
        if path == "/readyz":
            ready = self._is_ready()
            status = HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE
            return status, "application/json", json.dumps({"database": "ready" if ready else "away"}).encode()
        return HTTPStatus.NOT_FOUND, "text/plain", b"not found"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        answer = self.answer

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, media_type, body = answer(self.path.partition("?")[0])
                self.send_response(status)
                self.send_header("Content-Type", media_type)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Probes every few seconds are no news."""

        return Handler
