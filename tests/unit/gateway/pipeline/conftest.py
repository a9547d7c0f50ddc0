"""The pipeline over the real detector and classifier, in this process, with packages a hand can calculate."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import cellscanner_classifier.app
import cellscanner_detector.app
import httpx
import numpy as np
import pytest
from cellscanner_classifier.settings import ClassifierSettings
from cellscanner_detector.settings import DetectorSettings
from cellscanner_gateway.pipeline.calls import Patience, ServiceClient
from cellscanner_gateway.pipeline.handle import ModelHandle
from cellscanner_gateway.pipeline.recognise import Services
from cellscanner_shared.packages import upload_package, verify_package
from cellscanner_shared.store import ObjectStore, StoreSettings
from fastapi import FastAPI
from numpy.typing import NDArray
from PIL import Image
from tiny_models import write_package

TOKEN = "between-services"
QUICK = Patience(outage_s=0.3, attempts=2, first_pause_s=0.01)


@pytest.fixture
async def services(store_settings: StoreSettings, object_store: ObjectStore, tmp_path: Path) -> AsyncIterator[Services]:
    common: dict[str, Any] = {"service_token": TOKEN, "store": store_settings, "device": "cpu", "threads": 1}
    apps = {
        "detector": cellscanner_detector.app.create_app(DetectorSettings(cache_dir=tmp_path / "detector", **common)),
        "classifier": cellscanner_classifier.app.create_app(
            ClassifierSettings(cache_dir=tmp_path / "classifier", **common)
        ),
    }
    async with AsyncExitStack() as stack:
        clients = {name: await _client(stack, app, name) for name, app in apps.items()}
        yield Services(clients["detector"], clients["classifier"])


async def _client(stack: AsyncExitStack, app: FastAPI, name: str) -> ServiceClient:
    await stack.enter_async_context(app.router.lifespan_context(app))
    http = httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url=f"http://{name}", headers={"Authorization": f"Bearer {TOKEN}"}
    )
    return ServiceClient(name, await stack.enter_async_context(http), QUICK, in_flight=2)


@pytest.fixture
def publish(object_store: ObjectStore, tmp_path: Path) -> Callable[..., ModelHandle]:
    """Puts a tiny package into the store and hands it over as the registry would."""

    def put(**fields: Any) -> ModelHandle:
        folder = tmp_path / f"package-{fields.get('name', 'tiny')}"
        write_package(folder, **fields)
        manifest = verify_package(folder)
        return ModelHandle(manifest.ref, upload_package(object_store, folder), manifest)

    return put


@pytest.fixture
def save(tmp_path: Path) -> Callable[[NDArray[np.uint8]], Path]:
    """Writes pixels as a PNG."""

    def write(pixels: NDArray[np.uint8]) -> Path:
        path = tmp_path / "picture.png"
        Image.fromarray(pixels).save(path)
        return path

    return write
