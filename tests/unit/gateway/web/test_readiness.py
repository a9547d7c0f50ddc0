"""/readyz with everything behind it, and with one part taken away."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from cellscanner_gateway.models.builtin import register_builtin
from cellscanner_gateway.settings import GatewaySettings
from cellscanner_gateway.worker.liveness import Liveness
from cellscanner_shared.store import ObjectStore, StoreSettings
from support.gateway import client_of, running_app
from support.recognition import RecognitionUrls, recognition
from tiny_models import write_package

MODELS = {"he-cells": "embedding", "living-dead": "classifier", "blood": "classifier"}


@pytest.fixture
def urls(
    settings: GatewaySettings, store_settings: StoreSettings, object_store: ObjectStore, tmp_path: Path
) -> Iterator[RecognitionUrls]:
    with recognition(store_settings, settings.service_token.get_secret_value(), tmp_path / "services") as urls:
        yield urls


@pytest.fixture
async def suite(
    settings: GatewaySettings, store_settings: StoreSettings, urls: RecognitionUrls, tmp_path: Path
) -> AsyncIterator[tuple[httpx.AsyncClient, Liveness]]:
    """The application with tiny packages under the built-in names, and a worker that can come alive."""
    for name, second_stage in MODELS.items():
        folder = tmp_path / "models" / "base" / name / "1"
        folder.parent.mkdir(parents=True)
        write_package(folder, name=name, second_stage=second_stage)
    complete = settings.model_copy(update={"detector_url": urls.detector, "classifier_url": urls.classifier})
    liveness = Liveness(settings.database_url.get_secret_value(), "tests-worker")
    async with running_app(complete, store_settings) as app, client_of(app) as client:
        await register_builtin(app.state.resources.database, app.state.resources.store, tmp_path / "models")
        yield client, liveness
    await liveness.release()


async def ready(client: httpx.AsyncClient) -> tuple[int, dict[str, Any]]:
    answer = await client.get("/readyz")
    return answer.status_code, answer.json()["parts"]


async def test_it_is_ready_once_a_worker_lives_and_all_three_models_answer(
    suite: tuple[httpx.AsyncClient, Liveness],
) -> None:
    client, liveness = suite
    status, parts = await ready(client)
    assert (status, parts["worker"]["state"]) == (503, "not-ready")
    await liveness.hold()
    status, parts = await ready(client)
    assert status == 200, parts
    assert set(parts) == {
        "database",
        "store",
        "detector",
        "classifier",
        "worker",
        "base/he-cells",
        "base/living-dead",
        "base/blood",
    }
    assert {part["state"] for part in parts.values()} == {"ready"}
    assert parts["detector"]["provider"] == parts["base/blood"]["provider"] == "CPUExecutionProvider"
    await liveness.release()
    # The server lets go of a lock a moment after its connection has ended.
    async with asyncio.timeout(30):
        while status == 200:
            status, parts = await ready(client)
    assert (status, parts["worker"]["state"]) == (503, "not-ready")


async def test_a_model_that_is_not_registered_keeps_it_from_being_ready(
    settings: GatewaySettings, store_settings: StoreSettings, urls: RecognitionUrls
) -> None:
    complete = settings.model_copy(update={"detector_url": urls.detector, "classifier_url": urls.classifier})
    liveness = Liveness(settings.database_url.get_secret_value(), "tests-worker")
    async with running_app(complete, store_settings) as app, client_of(app) as client:
        await liveness.hold()
        status, parts = await ready(client)
        await liveness.release()
    assert status == 503
    assert parts["base/blood"] == {"state": "not-ready", "provider": None, "detail": "The model is not registered."}
