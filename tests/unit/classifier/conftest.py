"""The classifier as a program meets it: over HTTP, with packages in the real object store."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from cellscanner_classifier.app import create_app
from cellscanner_classifier.settings import ClassifierSettings
from cellscanner_shared.packages import upload_package
from cellscanner_shared.store import ObjectStore, StoreSettings
from fastapi import FastAPI
from tiny_models import write_package

TOKEN = "between-services"


@pytest.fixture
def settings(store_settings: StoreSettings, tmp_path: Path) -> ClassifierSettings:
    return ClassifierSettings(
        service_token=TOKEN, store=store_settings, cache_dir=tmp_path / "cache", device="cpu", threads=1, batch=4
    )


@pytest.fixture
def app(settings: ClassifierSettings, object_store: ObjectStore) -> FastAPI:
    return create_app(settings)


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=app)
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/x-npy"}
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://classifier", headers=headers) as client,
    ):
        yield client


@pytest.fixture
def publish(object_store: ObjectStore, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Puts a tiny package into the store and gives the query that names it."""

    def put(**fields: Any) -> dict[str, Any]:
        folder = tmp_path / f"package-{fields.get('name', 'tiny')}"
        write_package(folder, **fields)
        return {"model": f"base/{fields.get('name', 'tiny')}@1", "digest": upload_package(object_store, folder)}

    return put
