"""What a recognising service consists of beside its one route: provider, lane, models, health, metrics."""

import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from fastapi import FastAPI
from prometheus_client import Gauge, ProcessCollector

from cellscanner_shared.packages import ModelManifest, ModelRef
from cellscanner_shared.serving.cache import Model, ModelCache, ModelKey
from cellscanner_shared.serving.device import choose_provider
from cellscanner_shared.serving.lane import Lane
from cellscanner_shared.serving.loader import open_package
from cellscanner_shared.serving.settings import ServingSettings
from cellscanner_shared.store import ObjectStore
from cellscanner_shared.telemetry import Metrics
from cellscanner_shared.version import SOFTWARE_VERSION
from cellscanner_shared.web import install_error_handlers, install_metrics

PROVIDER_HEADER = "X-CellScanner-Provider"
_MEGABYTE = 1 << 20

M = TypeVar("M", bound=Model)
Build = Callable[[Path, ModelManifest, str], M]


@dataclass(frozen=True)
class Runtime(Generic[M]):
    """The working parts of one service; kept in `app.state.runtime`."""

    service: str
    provider: str
    lane: Lane
    models: ModelCache[M]
    metrics: Metrics

    @classmethod
    def create(cls, service: str, settings: ServingSettings, build: Build[M]) -> "Runtime[M]":
        """`build` makes a model of a verified package folder, its manifest and the provider; it runs in a thread.

        Raises GpuUnusable where a GPU is there and networks do not run on it.
        """
        provider = choose_provider(settings.device)
        store = ObjectStore(settings.store)

        def load(key: ModelKey) -> M:
            return build(*open_package(store, key, settings.cache_dir), provider)

        models = ModelCache(load, settings.cache_mb * _MEGABYTE)
        runtime = cls(service, provider, Lane(settings.admitted, settings.waiting), models, Metrics(service))
        runtime._show_metrics()
        return runtime

    def app(self, title: str) -> FastAPI:
        """The ASGI application with /healthz, /readyz and /metrics; the service adds its own router."""
        app = FastAPI(title=title, version=SOFTWARE_VERSION, lifespan=self._lifespan)
        app.state.runtime = self
        install_metrics(app, self.metrics, expose=True)
        install_error_handlers(app)
        app.add_api_route("/healthz", _healthz, methods=["GET"])
        app.add_api_route("/readyz", self._readyz, methods=["GET"])
        return app

    @asynccontextmanager
    async def _lifespan(self, _: FastAPI) -> AsyncIterator[None]:
        yield
        self.lane.close()
        self.models.clear()

    @asynccontextmanager
    async def turn(self, key: ModelKey) -> AsyncIterator[M]:
        """The model, and a slot of the lane. Raises Busy, and what loading raises.

        A model is loaded before the slot is taken, so that one that has to be fetched keeps nobody else waiting; while
        its request waits for the slot it may be unloaded again, so that however many wait, models keep their budget.
        """
        async with self.models.lease(key):
            pass
        async with self.lane.admit(), self.models.lease(key) as model:
            yield model

    async def _readyz(self) -> dict[str, Any]:
        models = [
            {"model": str(key.ref), "digest": key.digest, "memory_mb": round(model.footprint_bytes / _MEGABYTE, 1)}
            for key, model in self.models.loaded().items()
        ]
        return {
            "status": "ready",
            "service": self.service,
            "version": SOFTWARE_VERSION,
            "provider": self.provider,
            "models": models,
            "memory_mb": {"models": self._models_mb(), "resident": resident_mb()},
            "requests": self.lane.present,
        }

    def _models_mb(self) -> float:
        return round(self.models.footprint_bytes() / _MEGABYTE, 1)

    def _show_metrics(self) -> None:
        registry = self.metrics.registry
        ProcessCollector(registry=registry)
        loaded = Gauge("cellscanner_models_loaded", "Models in memory", registry=registry)
        loaded.set_function(lambda: len(self.models.loaded()))
        taken = Gauge("cellscanner_models_bytes", "Memory that the models in memory take", registry=registry)
        taken.set_function(self.models.footprint_bytes)
        present = Gauge("cellscanner_requests_present", "Requests running or waiting", registry=registry)
        present.set_function(lambda: self.lane.present)


async def _healthz() -> dict[str, str]:
    return {"status": "alive"}


def model_key(model: str, digest: str) -> ModelKey:
    """The key of a request's `model` and `digest`. Raises InvalidModelReference."""
    return ModelKey(ModelRef.parse(model), digest)


def resident_mb() -> float | None:
    """Memory of this process that is in RAM now, in MiB; None where the system does not say it in /proc."""
    if sys.platform != "linux":
        return None
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return round(int(line.split()[1]) / 1024, 1)
    return None
