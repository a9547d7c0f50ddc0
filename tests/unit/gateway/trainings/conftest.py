"""A registry of tiny models to start from."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from cellscanner_gateway.models.builtin import register_builtin
from cellscanner_gateway.settings import GatewaySettings
from cellscanner_shared.store import ObjectStore, StoreSettings
from fastapi import FastAPI
from support.gateway import running_app
from tiny_models import write_package


@pytest.fixture
async def app(
    settings: GatewaySettings, store_settings: StoreSettings, object_store: ObjectStore, tmp_path: Path
) -> AsyncIterator[FastAPI]:
    """The application with models of two stages, of one with an embedding, of one without, and one of a known scale."""
    models = tmp_path / "models" / "base"
    for name, second_stage in (("tiny", "classifier"), ("cells", "embedding"), ("bare", None)):
        (models / name).mkdir(parents=True)
        write_package(models / name / "1", name=name, second_stage=second_stage)
    write_package(models / "fine" / "1", name="fine", micrometers_per_pixel=0.25)
    async with running_app(settings, store_settings.model_copy(update={"patience_s": 0.5})) as app:
        await register_builtin(app.state.resources.database, app.state.resources.store, models.parent)
        yield app
