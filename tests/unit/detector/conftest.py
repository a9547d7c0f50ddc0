"""The detector as a program meets it: over HTTP, with packages in the real object store."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from cellscanner_detector.app import create_app
from cellscanner_detector.settings import DetectorSettings
from cellscanner_shared import npy
from cellscanner_shared.packages import upload_package
from cellscanner_shared.store import ObjectStore, StoreSettings
from fastapi import FastAPI
from numpy.typing import NDArray
from tiny_models import write_package

TOKEN = "between-services"


@pytest.fixture
def settings(store_settings: StoreSettings, tmp_path: Path) -> DetectorSettings:
    return DetectorSettings(
        service_token=TOKEN, store=store_settings, cache_dir=tmp_path / "cache", device="cpu", threads=1
    )


@pytest.fixture
def app(settings: DetectorSettings, object_store: ObjectStore) -> FastAPI:
    return create_app(settings)


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=app)
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://detector", headers=headers) as client,
    ):
        yield client


@pytest.fixture
def publish(object_store: ObjectStore, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Puts a tiny package into the store and gives the query that names it."""

    def put(**fields: Any) -> dict[str, Any]:
        folder = tmp_path / f"package-{fields.get('name', 'tiny')}-{fields.get('version', 1)}"
        write_package(folder, **fields)
        digest = upload_package(object_store, folder)
        return {"model": f"base/{fields.get('name', 'tiny')}@{fields.get('version', 1)}", "digest": digest}

    return put


@pytest.fixture
def detect(client: httpx.AsyncClient) -> Callable[..., Any]:
    """Sends tiles, expects success, and gives the M x 7 table."""

    async def post(tiles: NDArray[np.uint8], query: dict[str, Any], **more: Any) -> NDArray[np.float32]:
        headers = {"Content-Type": "application/x-npy"}
        answer = await client.post("/v1/detect", params=query | more, content=npy.encode(tiles), headers=headers)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "application/x-npy"
        assert answer.headers["X-CellScanner-Provider"] == "CPUExecutionProvider"
        return npy.decode(answer.content, np.float32, (None, 7))

    return post
