"""A bound on what a request may bring into memory; uploads have bounds of their own and go to disk as they arrive."""

import re

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# A body is read before anybody asks who sends it, so the bound holds for strangers too. These read streams, signed in.
UPLOADS = re.compile(
    r"/api/v1/(images|predict|models|trainings/recipes|images/[^/]+/annotation/import|projects/[^/]+/label-imports)"
)


class BodyLimit:
    """ASGI layer: 413 once a body that is not an upload is longer than `most` bytes."""

    def __init__(self, app: ASGIApp, *, most: int) -> None:
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or UPLOADS.fullmatch(scope["path"]):
            await self._app(scope, receive, send)
            return
        length = Headers(scope=scope).get("content-length", "0")
        declared = int(length) if length.isdecimal() else 0
        received = 0

        async def bounded() -> Message:
            nonlocal received
            self._check(declared)
            message = await receive()
            received += len(message.get("body", b""))
            self._check(received)
            return message

        await self._app(scope, bounded, send)

    def _check(self, size: int) -> None:
        if size > self._most:
            raise HTTPException(413, f"A request that is no upload may have {self._most >> 20} MB.")
