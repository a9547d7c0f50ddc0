"""POST /v1/detect: HTTP only; the rules are in service.py."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import numpy as np
from cellscanner_shared import npy
from cellscanner_shared.serving import PROVIDER_HEADER, Runtime, model_key, read_body
from cellscanner_shared.web import ServiceToken
from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict

from cellscanner_detector.errors import MediaTypeUnsupported
from cellscanner_detector.model import DetectorModel
from cellscanner_detector.schemas import PictureAnswer
from cellscanner_detector.service import DetectionService


class DetectQuery(BaseModel):
    """What to detect with; `confidence` is a calibrated score and defaults to the model's own."""

    model_config = ConfigDict(extra="forbid")

    model: str
    digest: str
    confidence: Annotated[float, Query(ge=0, le=1)] | None = None
    micrometers_per_pixel: Annotated[float, Query(gt=0, le=1000)] | None = None


class DetectEndpoint:
    """Tiles as `.npy`, or one encoded picture, to boxes."""

    def __init__(self, runtime: Runtime[DetectorModel], service: DetectionService, most_mb: int) -> None:
        self._runtime = runtime
        self._service = service
        self._most_mb = most_mb

    async def post(self, request: Request, query: Annotated[DetectQuery, Query()]) -> Response:
        """Body `application/x-npy`, N x H x W x 3 uint8: answer M x 7 float32; body `image/*`: answer JSON."""
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type != npy.MEDIA_TYPE and not media_type.startswith("image/"):
            raise MediaTypeUnsupported(
                f"Send {npy.MEDIA_TYPE} or image/*, not {media_type[:100] or 'an unnamed type'}.",
                expected=npy.MEDIA_TYPE,
                given=media_type[:100] or "an unnamed type",
            )
        key = model_key(query.model, query.digest)
        async with self._runtime.turn(key) as model:
            body = await read_body(request, self._most_mb)
            confidence = model.manifest.confidence if query.confidence is None else query.confidence
            if media_type == npy.MEDIA_TYPE:
                response = await self._tiles(model, body, confidence)
            else:
                response = await self._picture(model, body, confidence, query.micrometers_per_pixel)
        response.headers[PROVIDER_HEADER] = self._runtime.provider
        return response

    async def _tiles(self, model: DetectorModel, body: bytearray, confidence: float) -> Response:
        tiles = npy.decode(body, np.uint8, (None, None, None, 3))
        table = await self._service.detect_tiles(model, tiles, confidence)
        return Response(npy.encode(table), media_type=npy.MEDIA_TYPE)

    async def _picture(
        self, model: DetectorModel, body: bytearray, confidence: float, micrometers_per_pixel: float | None
    ) -> Response:
        with TemporaryDirectory(prefix="cellscanner-") as folder:
            path = Path(folder) / "picture"
            await asyncio.to_thread(path.write_bytes, body)
            cells = await self._service.detect_picture(model, path, confidence, micrometers_per_pixel)
        answer = PictureAnswer.of(str(model.manifest.ref), self._runtime.provider, model.spec.classes, cells)
        return Response(answer.model_dump_json(by_alias=True), media_type="application/json")


def create_router(endpoint: DetectEndpoint, token: ServiceToken) -> APIRouter:
    """The routes under /v1, behind the service token."""
    router = APIRouter(prefix="/v1", dependencies=[Depends(token)])
    router.add_api_route("/detect", endpoint.post, methods=["POST"], response_class=Response)
    return router
