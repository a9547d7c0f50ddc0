"""Sending pictures out: the file as it was, a thumbnail, deep-zoom tiles."""

import asyncio
from typing import Annotated
from urllib.parse import quote

from cellscanner_shared import deepzoom
from fastapi import Depends, Response
from fastapi.responses import StreamingResponse
from starlette.requests import HTTPConnection

from cellscanner_gateway.images.media import content_type
from cellscanner_gateway.images.models import Image
from cellscanner_gateway.images.pyramids import Viewer
from cellscanner_gateway.resources import Resources

# What an id names never changes, but only its owner may keep it.
_KEEP = {"Cache-Control": "private, max-age=86400, immutable"}


def get_viewer(connection: HTTPConnection) -> Viewer:
    viewer: Viewer = connection.app.state.viewer
    return viewer


CurrentViewer = Annotated[Viewer, Depends(get_viewer)]


async def original(image: Image, resources: Resources) -> StreamingResponse:
    """The uploaded file, streamed from the store. Raises ObjectMissing, StoreUnavailable before the first byte."""
    size = await asyncio.to_thread(resources.store.size, image.original_key)
    headers = _KEEP | {
        "Content-Length": str(size),
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(image.filename, safe='')}",
        "ETag": f'"{image.sha256}"',
    }
    chunks = resources.store.stream(image.original_key)
    return StreamingResponse(chunks, media_type=content_type(image.format), headers=headers)


def jpeg(content: bytes) -> Response:
    return Response(content, media_type="image/jpeg", headers=_KEEP)


def descriptor(image: Image) -> Response:
    """The Deep Zoom descriptor."""
    return Response(deepzoom.descriptor(image.width, image.height), media_type="application/xml", headers=_KEEP)
