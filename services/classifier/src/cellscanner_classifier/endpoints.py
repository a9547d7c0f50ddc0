"""POST /v1/classify: HTTP only; the rules are in service.py."""

from typing import Annotated

import numpy as np
from cellscanner_shared import npy
from cellscanner_shared.serving import PROVIDER_HEADER, Runtime, model_key, read_body
from cellscanner_shared.web import ServiceToken
from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict

from cellscanner_classifier.model import ClassifierModel
from cellscanner_classifier.service import ClassificationService


class ClassifyQuery(BaseModel):
    """What to classify with, and whether to add embeddings."""

    model_config = ConfigDict(extra="forbid")

    model: str
    digest: str
    embeddings: bool = False


class ClassifyEndpoint:
    """Crops as `.npy` to probabilities and embeddings."""

    def __init__(self, runtime: Runtime[ClassifierModel], service: ClassificationService, most_mb: int) -> None:
        self._runtime = runtime
        self._service = service
        self._most_mb = most_mb

    async def post(self, request: Request, query: Annotated[ClassifyQuery, Query()]) -> Response:
        """Body `application/x-npy`, N x S x S x 3 uint8: answer N x C, or N x (C + E), float32."""
        key = model_key(query.model, query.digest)
        async with self._runtime.turn(key) as model:
            body = await read_body(request, self._most_mb)
            crops = npy.decode(body, np.uint8, (None, None, None, 3))
            table = await self._service.classify(model, crops, embeddings=query.embeddings)
        headers = {PROVIDER_HEADER: self._runtime.provider}
        return Response(npy.encode(table), media_type=npy.MEDIA_TYPE, headers=headers)


def create_router(endpoint: ClassifyEndpoint, token: ServiceToken) -> APIRouter:
    """The routes under /v1, behind the service token."""
    router = APIRouter(prefix="/v1", dependencies=[Depends(token)])
    router.add_api_route("/classify", endpoint.post, methods=["POST"], response_class=Response)
    return router
