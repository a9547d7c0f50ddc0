"""Logs as JSON lines on stderr, with secrets taken out, and the Prometheus metrics every service shows."""

import json
import logging
import re
import sys
from collections.abc import Iterable
from contextvars import ContextVar
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, start_http_server
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

REDACTED = "[redacted]"
request_id: ContextVar[str | None] = ContextVar("cellscanner_request_id", default=None)

# Each pattern keeps what stands before the secret (group 1), so that a log still tells which secret it was.
_SECRETS = (
    re.compile(r"(?i)(\b(?:bearer|basic)\s+)[\w.~+/=-]{6,}"),
    re.compile(r"(?i)((?:x-amz-(?:signature|credential|security-token)|signature|awsaccesskeyid)=)[^&\s\"']+"),
    re.compile(
        r"(?i)([\"']?[\w-]*(?:passw(?:or)?d|secret|token|api[_-]?key|access[_-]?key|cellscanner_session)[\w-]*[\"']?\s*[:=]\s*)"
        r"(?!\[redacted\])(?:\"[^\"]*\"|'[^']*'|[^\s,;&)}\]]+)"
    ),
    re.compile(r"(\b[a-z][a-z0-9+.-]*://[^\s/:@]*:)[^\s/@]+(?=@)"),
)
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """`text` without bearer tokens, passwords, keys, presigned query strings, and without the given literal secrets."""
    for secret in secrets:
        text = text.replace(secret, REDACTED)
    for pattern in _SECRETS:
        text = pattern.sub(rf"\1{REDACTED}", text)
    return text


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, service, logger, message, request_id, the record's extras, exception."""

    def __init__(self, service: str, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._service = service
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "service": self._service,
            "logger": record.name,
            "message": self._clean(record.getMessage()),
        }
        if (current := request_id.get()) is not None:
            entry["request_id"] = current
        for name, value in vars(record).items():
            if name not in _STANDARD:
                entry.setdefault(name, self._extra(name, value))
        if record.exc_info:
            entry["exception"] = self._clean(self.formatException(record.exc_info))
        return json.dumps(entry, ensure_ascii=False)

    def _clean(self, text: str) -> str:
        return redact(text, self._secrets)

    def _extra(self, name: str, value: object) -> object:
        if isinstance(value, bool | int | float) or value is None:
            return value
        prefix = f"{name}="
        return self._clean(f"{prefix}{value}").removeprefix(prefix)


def configure_logging(service: str, level: str = "INFO", secrets: Iterable[str] = ()) -> None:
    """Send every logger of this process to stderr as JSON lines; `secrets` are literal values never to be shown."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter(service, secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    # Both write a line for every request, which the metrics count already.
    for name in ("uvicorn.access", "httpx"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)


class Metrics:
    """The metrics of one process in a registry of its own, so that two apps in one process never clash."""

    def __init__(self, service: str) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.service = service
        by_route = ["service", "method", "route"]
        self.requests = Counter(
            "cellscanner_http_requests", "Requests answered", [*by_route, "status"], registry=self.registry
        )
        self.seconds = Histogram("cellscanner_http_request_seconds", "Time to answer", by_route, registry=self.registry)

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request; `route` is the route's pattern, never the path, so that ids make no new series."""
        self.requests.labels(self.service, method, route, str(status)).inc()
        self.seconds.labels(self.service, method, route).observe(seconds)

    def exposition(self) -> tuple[bytes, str]:
        """The metrics as Prometheus text, and the media type of that text."""
        return generate_latest(self.registry), CONTENT_TYPE_LATEST

    def serve(self, port: int, host: str = "127.0.0.1") -> None:
        """Answer /metrics on a port of its own, from a daemon thread: for workers, and for the public gateway."""
        start_http_server(port, addr=host, registry=self.registry)
