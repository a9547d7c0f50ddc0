"""Detector and classifier stand behind the application; beside the usual tiny models one that has a scale."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from cellscanner_gateway.models.builtin import register_builtin
from cellscanner_gateway.settings import GatewaySettings
from cellscanner_shared.store import StoreSettings
from fastapi import FastAPI
from support.gateway import running_app
from support.predicting import do_job, pictures, upload, urls, work
from support.recognition import RecognitionUrls
from tiny_models import write_package

__all__ = ["do_job", "pictures", "upload", "urls", "work"]


@pytest.fixture
async def app(
    settings: GatewaySettings, store_settings: StoreSettings, urls: RecognitionUrls, tmp_path: Path
) -> AsyncIterator[FastAPI]:
    models = tmp_path / "models"
    for name, scale in (("tiny", None), ("scaled", 0.5)):
        (models / "base" / name).mkdir(parents=True)
        write_package(models / "base" / name / "1", name=name, micrometers_per_pixel=scale)
    with_urls = settings.model_copy(update={"detector_url": urls.detector, "classifier_url": urls.classifier})
    async with running_app(with_urls, store_settings) as app:
        await register_builtin(app.state.resources.database, app.state.resources.store, models)
        yield app
