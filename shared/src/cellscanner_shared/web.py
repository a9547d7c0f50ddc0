"""What every HTTP service of the suite does the same way: problem+json, request ids, the service token, /metrics."""

import hmac
import logging
import re
import time
import uuid
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, ClassVar

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import SecretStr
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cellscanner_shared.errors import CellScannerError, InvalidRequest, Unauthorized
from cellscanner_shared.telemetry import Metrics, request_id

PROBLEM_JSON = "application/problem+json"
_LOG = logging.getLogger(__name__)
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_PASSES = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
_RETRY_AFTER_S = 5
_HTTP_SLUGS = {
    400: "invalid-request",
    401: "unauthorized",
    403: "forbidden",
    404: "not-found",
    405: "method-not-allowed",
    413: "request-too-large",
    415: "media-type-unsupported",
    422: "invalid-request",
    429: "too-many-requests",
    503: "unavailable",
}


class ProblemResponse(JSONResponse):
    media_type = PROBLEM_JSON


def problem_response(
    error: CellScannerError, instance: str | None = None, headers: Mapping[str, str] | None = None
) -> ProblemResponse:
    """The HTTP answer for an error of ours."""
    return ProblemResponse(error.problem(instance), status_code=error.status, headers=dict(headers or {}))


def install_error_handlers(app: FastAPI) -> None:
    """Turn every error of `app` into problem+json and give each request an id (header X-Request-Id, in and out)."""
    app.add_exception_handler(CellScannerError, _on_own_error)
    app.add_exception_handler(RequestValidationError, _on_validation_error)
    app.add_exception_handler(HTTPException, _on_http_exception)
    app.add_middleware(_Edge)


async def _on_own_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, CellScannerError)  # noqa: S101 - narrows the type Starlette gives every handler
    if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _LOG.error("%s: %s", error.slug, error.detail, exc_info=error)
    headers: dict[str, str] = {}
    if error.status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    if error.status in _PASSES:
        headers["Retry-After"] = str(error.extra.get("retry_after", _RETRY_AFTER_S))
    return problem_response(error, request.url.path, headers)


async def _on_validation_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    # The rejected values stay out of the answer: one of them may be a password.
    fields = [{"loc": list(item["loc"]), "msg": item["msg"]} for item in error.errors()]
    where = ", ".join(".".join(str(part) for part in item["loc"]) for item in fields)
    return problem_response(
        InvalidRequest(
            f"Not valid: {where}.",
            errors=fields,
            reason="fields-not-valid",
            fields=[".".join(str(part) for part in item["loc"]) for item in fields],
        ),
        request.url.path,
    )


async def _on_http_exception(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    title = HTTPStatus(error.status_code).phrase
    problem = {
        "type": f"/docs/errors/{_HTTP_SLUGS.get(error.status_code, 'http-error')}",
        "title": title,
        "status": error.status_code,
        "detail": error.detail or title,
        "instance": request.url.path,
    }
    return ProblemResponse(problem, status_code=error.status_code, headers=dict(error.headers or {}))


class _Edge:
    """Outermost layer: sets the request id, and answers what nobody else caught without telling what it was."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        identity = _identify(scope)
        token = request_id.set(identity)
        sender = _Sender(send, identity)
        try:
            await self._app(scope, receive, sender)
        except ClientDisconnect:
            _LOG.info("the client left before its request was read")
        except Exception as error:  # noqa: BLE001 - the edge of the request
            _LOG.error("unexpected error at %s", scope["path"], exc_info=error)
            if not sender.started:
                await problem_response(CellScannerError(), scope["path"])(scope, receive, sender)
        finally:
            request_id.reset(token)


class _Sender:
    """Adds the request id to the response and remembers whether the response has begun."""

    def __init__(self, send: Send, identity: str) -> None:
        self._send = send
        self._header = (b"x-request-id", identity.encode())
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            message["headers"] = [*message.get("headers", []), self._header]
        await self._send(message)


def _identify(scope: Scope) -> str:
    given = dict(scope["headers"]).get(b"x-request-id", b"").decode("latin-1")
    return given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex


class ServiceToken:
    """FastAPI dependency: lets a request in only with `Authorization: Bearer <token>`; compares in constant time."""

    scheme: ClassVar[str] = "bearer"

    def __init__(self, token: SecretStr) -> None:
        if not token.get_secret_value():
            raise ValueError("the service token is empty")
        self._token = token.get_secret_value().encode()

    async def __call__(self, request: Request) -> None:
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != self.scheme or not hmac.compare_digest(given.strip().encode(), self._token):
            raise Unauthorized("This service answers only to the other services of the suite.", reason="services-only")


def install_metrics(app: FastAPI, metrics: Metrics, *, expose: bool = False) -> None:
    """Count every request of `app`; with `expose` (inner services only) also answer GET /metrics on its own port."""
    app.add_middleware(_Meter, metrics=metrics)
    if expose:
        app.add_api_route("/metrics", _metrics_endpoint(metrics), methods=["GET"], include_in_schema=False)


def _metrics_endpoint(metrics: Metrics) -> Any:
    async def show() -> Response:
        body, media_type = metrics.exposition()
        return Response(body, headers={"content-type": media_type})

    return show


class _Meter:
    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = HTTPStatus.INTERNAL_SERVER_ERROR.value
        begin = time.perf_counter()

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watch)
        finally:
            route = getattr(scope.get("route"), "path", "unmatched")
            self._metrics.observe(scope["method"], route, status, time.perf_counter() - begin)
