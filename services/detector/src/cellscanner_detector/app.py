"""The detector's one composition root."""

from functools import partial
from pathlib import Path

from cellscanner_shared.packages import ModelManifest
from cellscanner_shared.serving import CUDA, Runtime
from cellscanner_shared.web import ServiceToken
from fastapi import FastAPI

from cellscanner_detector.endpoints import DetectEndpoint, create_router
from cellscanner_detector.model import DetectorModel
from cellscanner_detector.service import DetectionService
from cellscanner_detector.settings import DetectorSettings

_MEGAPIXEL = 1 << 20


def create_app(settings: DetectorSettings) -> FastAPI:
    """The detector service; raises GpuUnusable where a GPU is there and networks do not run on it."""
    runtime = Runtime.create("detector", settings, partial(_load, settings.threads))
    service = DetectionService(runtime.lane, settings.batch, _MEGAPIXEL * (8 if runtime.provider == CUDA else 1))
    app = runtime.app("CellScanner detector")
    endpoint = DetectEndpoint(runtime, service, settings.max_body_mb)
    app.include_router(create_router(endpoint, ServiceToken(settings.service_token)))
    return app


def _load(threads: int, folder: Path, manifest: ModelManifest, provider: str) -> DetectorModel:
    return DetectorModel.load(folder, manifest, provider, threads)
