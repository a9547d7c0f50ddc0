"""Reading a request's body into memory, within a bound that holds before anything is allocated."""

from fastapi import Request

from cellscanner_shared.errors import InvalidRequest
from cellscanner_shared.serving.errors import RequestTooLarge

_MEGABYTE = 1 << 20


async def read_body(request: Request, most_mb: int) -> bytearray:
    """The whole body. Raises RequestTooLarge by the announced length, or as soon as more than `most_mb` arrived."""
    body = bytearray()
    if _announced(request) > most_mb * _MEGABYTE:
        raise RequestTooLarge(f"The body is larger than {most_mb} MB.", reason="body-too-large", limit_mb=most_mb)
    async for chunk in request.stream():
        if len(body) + len(chunk) > most_mb * _MEGABYTE:
            raise RequestTooLarge(f"The body is larger than {most_mb} MB.", reason="body-too-large", limit_mb=most_mb)
        body += chunk
    return body


def _announced(request: Request) -> int:
    text = request.headers.get("content-length", "0")
    if not (text.isascii() and text.isdigit()):
        raise InvalidRequest("Content-Length is not a number.", reason="content-length-no-number")
    return int(text[:20])
