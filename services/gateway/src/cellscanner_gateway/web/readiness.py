"""`/readyz`: whether a prediction that starts now can succeed, part by part."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Literal
from uuid import UUID

import httpx
import numpy as np
from cellscanner_shared import npy
from cellscanner_shared.errors import CellScannerError
from cellscanner_shared.packages import ModelManifest
from cellscanner_shared.version import SOFTWARE_VERSION
from fastapi import APIRouter, Response
from pydantic import BaseModel
from sqlalchemy.exc import DBAPIError

from cellscanner_gateway.errors import NotReady
from cellscanner_gateway.models.models import ModelVersion
from cellscanner_gateway.models.names import ModelName
from cellscanner_gateway.models.repository import find_named
from cellscanner_gateway.resources import CurrentResources, Resources
from cellscanner_gateway.worker.liveness import count_live_workers

BUILT_IN = ("base/he-cells", "base/living-dead", "base/blood")
_PATIENCE_S = 4.0
_MODEL_PATIENCE_S = 60.0
_ASK_MODELS_AGAIN_S = 300.0
_NOBODY = UUID(int=0)
_TILE = np.zeros((1, 64, 64, 3), np.uint8)
State = Literal["ready", "not-ready"]


class PartState(BaseModel):
    """One part of the suite. `provider` is what computes, such as CUDAExecutionProvider or CPUExecutionProvider."""

    state: State
    provider: str | None = None
    detail: str | None = None


class Readiness(BaseModel):
    state: State
    version: str
    parts: dict[str, PartState]


class ReadinessProbe:
    """Asks every part. That a model answers is remembered for some minutes, because asking loads it."""

    def __init__(self) -> None:
        self._answered: dict[str, tuple[float, str]] = {}
        self._asking = asyncio.Lock()

    async def ask(self, resources: Resources) -> Readiness:
        checks: dict[str, Callable[[Resources], Awaitable[str | None]]] = {
            "database": _database,
            "store": _store,
            "detector": lambda r: _service(r.detector),
            "classifier": lambda r: _service(r.classifier),
            "worker": _worker,
        }
        states = await asyncio.gather(*(_state(check(resources), _PATIENCE_S) for check in checks.values()))
        parts = dict(zip(checks, states, strict=True))
        if all(part.state == "ready" for part in parts.values()):
            for name in BUILT_IN:
                parts[name] = await _state(self._model(resources, name), _MODEL_PATIENCE_S)
        ready = len(parts) == len(checks) + len(BUILT_IN) and all(part.state == "ready" for part in parts.values())
        return Readiness(state="ready" if ready else "not-ready", version=SOFTWARE_VERSION, parts=parts)

    async def _model(self, resources: Resources, name: str) -> str | None:
        async with resources.database.transaction() as session:
            version = await find_named(session, _NOBODY, ModelName.parse(f"{name}@champion"))
        if version is None:
            raise NotReady("The model is not registered.")
        async with self._asking:
            asked_at, provider = self._answered.get(version.digest, (-_ASK_MODELS_AGAIN_S, ""))
            if time.monotonic() - asked_at > _ASK_MODELS_AGAIN_S:
                provider = await _ask_model(resources, version)
                self._answered[version.digest] = time.monotonic(), provider
        return provider


def readiness_router() -> APIRouter:
    router = APIRouter(include_in_schema=False)
    probe = ReadinessProbe()

    @router.get("/readyz")
    async def readyz(resources: CurrentResources, response: Response) -> Readiness:
        readiness = await probe.ask(resources)
        if readiness.state != "ready":
            response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
        response.headers["Cache-Control"] = "no-store"
        return readiness

    @router.get("/healthz")
    async def healthz() -> dict[str, str]:
        return {"status": "alive"}

    return router


async def _state(check: Awaitable[str | None], patience_s: float) -> PartState:
    try:
        async with asyncio.timeout(patience_s):
            return PartState(state="ready", provider=await check)
    except TimeoutError:
        return PartState(state="not-ready", detail="It does not answer in time.")
    except (CellScannerError, httpx.HTTPError, DBAPIError) as error:
        detail = error.detail if isinstance(error, CellScannerError) else "It does not answer."
        return PartState(state="not-ready", detail=detail)


async def _database(resources: Resources) -> None:
    await resources.database.ping()


async def _store(resources: Resources) -> None:
    await asyncio.to_thread(resources.store.ping)


async def _worker(resources: Resources) -> None:
    async with resources.database.transaction() as session:
        if not await count_live_workers(session):
            raise NotReady("No prediction worker is running.")


async def _service(client: httpx.AsyncClient) -> str | None:
    response = await client.get("/readyz")
    if response.status_code != HTTPStatus.OK:
        raise NotReady("It answers that it is not ready.")
    provider = response.json().get("provider")
    return str(provider) if provider else None


async def _ask_model(resources: Resources, version: ModelVersion) -> str:
    """Send one black tile, and one black crop where the model has a second network; returns the detector's provider."""
    manifest = ModelManifest.model_validate(version.manifest)
    params = {"model": str(manifest.ref), "digest": version.digest}
    detected = await _post(resources.detector, "/v1/detect", params | {"confidence": "0.5"}, _TILE)
    second = manifest.classifier or manifest.embedding
    if second is not None:
        crop = np.zeros((1, second.crop.size, second.crop.size, 3), np.uint8)
        await _post(resources.classifier, "/v1/classify", params | {"embeddings": "true"}, crop)
    return str(detected.headers.get("X-CellScanner-Provider", "unknown"))


async def _post(
    client: httpx.AsyncClient, path: str, params: dict[str, str], array: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]
) -> httpx.Response:
    response = await client.post(
        path, params=params, content=npy.encode(array), headers={"Content-Type": npy.MEDIA_TYPE}
    )
    if response.status_code != HTTPStatus.OK:
        raise NotReady(f"{path} answers {response.status_code} for this model.")
    return response
