"""The classifier's one composition root."""

from functools import partial
from pathlib import Path

from cellscanner_shared.packages import ModelManifest
from cellscanner_shared.serving import Runtime
from cellscanner_shared.web import ServiceToken
from fastapi import FastAPI

from cellscanner_classifier.endpoints import ClassifyEndpoint, create_router
from cellscanner_classifier.model import ClassifierModel
from cellscanner_classifier.service import ClassificationService
from cellscanner_classifier.settings import ClassifierSettings


def create_app(settings: ClassifierSettings) -> FastAPI:
    """The classifier service; raises GpuUnusable where a GPU is there and networks do not run on it."""
    runtime = Runtime.create("classifier", settings, partial(_load, settings.threads))
    service = ClassificationService(runtime.lane, settings.batch)
    app = runtime.app("CellScanner classifier")
    endpoint = ClassifyEndpoint(runtime, service, settings.max_body_mb)
    app.include_router(create_router(endpoint, ServiceToken(settings.service_token)))
    return app


def _load(threads: int, folder: Path, manifest: ModelManifest, provider: str) -> ClassifierModel:
    return ClassifierModel.load(folder, manifest, provider, threads)
