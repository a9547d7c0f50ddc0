"""Fixtures of predictions over all of the suite but the worker's process: its work is called step by step."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cellscanner_gateway.models.builtin import register_builtin
from cellscanner_gateway.pipeline.calls import Patience
from cellscanner_gateway.resources import Resources
from cellscanner_gateway.settings import GatewaySettings
from cellscanner_gateway.tools import make_services
from cellscanner_gateway.worker.picture import PictureWork
from cellscanner_gateway.worker.workflow import Work
from cellscanner_shared.store import ObjectStore, StoreSettings
from fastapi import FastAPI
from support.gateway import Caller, running_app
from support.recognition import RecognitionUrls, draw_blocks, recognition
from tiny_models import write_package

Upload = Callable[..., Awaitable[list[str]]]
DoJob = Callable[[str], Awaitable[str]]


@pytest.fixture
def urls(
    settings: GatewaySettings, store_settings: StoreSettings, object_store: ObjectStore, tmp_path: Path
) -> Iterator[RecognitionUrls]:
    with recognition(store_settings, settings.service_token.get_secret_value(), tmp_path / "services") as urls:
        yield urls


@pytest.fixture
async def app(
    settings: GatewaySettings, store_settings: StoreSettings, urls: RecognitionUrls, tmp_path: Path
) -> AsyncIterator[FastAPI]:
    """The application with detector and classifier behind it, and two tiny models of two stages and of one."""
    models = tmp_path / "models" / "base"
    models.mkdir(parents=True)
    for name, second_stage in (("tiny", "classifier"), ("single", None)):
        (models / name).mkdir()
        write_package(models / name / "1", name=name, second_stage=second_stage)
    with_urls = settings.model_copy(update={"detector_url": urls.detector, "classifier_url": urls.classifier})
    async with running_app(with_urls, store_settings) as app:
        await register_builtin(app.state.resources.database, app.state.resources.store, models.parent)
        yield app


@pytest.fixture
def upload(alice: Caller, tmp_path: Path) -> Upload:
    """Uploads pictures with so many living and dead cells, one a pair; returns their ids."""

    async def send(*cells: tuple[int, int], **fields: Any) -> list[str]:
        paths = [draw_blocks(tmp_path / f"{index}.png", living, dead) for index, (living, dead) in enumerate(cells)]
        files = [("files", (path.name, path.read_bytes())) for path in paths]
        answer = await alice.http.post("/api/v1/images", files=files, data=fields)
        return [item["image"]["id"] for item in answer.json()["items"]]

    return send


@pytest.fixture
def pictures(resources: Resources) -> PictureWork:
    return PictureWork(resources, make_services(resources, Patience(outage_s=0.2, attempts=2, first_pause_s=0.01)))


@pytest.fixture
def work(resources: Resources, pictures: PictureWork) -> Work:
    return Work(resources.database, pictures)


@pytest.fixture
def do_job(work: Work) -> DoJob:
    """What the durable workflow does, without durability; returns how the job ended."""

    async def run(job_id: str) -> str:
        problem = None
        for group in await work.plan(job_id):
            for image_id in group:
                outcome = await work.picture(job_id, image_id)
                problem = problem or outcome["problem"]
        return await work.finish(job_id, problem)

    return run
