"""The worker as a process: it does jobs, gives way to a signal, and takes over from a worker that was killed."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cellscanner_gateway.models.builtin import register_builtin
from cellscanner_gateway.settings import GatewaySettings
from cellscanner_shared.store import ObjectStore, StoreSettings
from fastapi import FastAPI
from support.gateway import Caller, running_app
from support.label_zips import coco
from support.labelling import upload
from support.recognition import RecognitionUrls, draw_blocks, recognition
from tiny_models import write_package

StartWorker = Callable[[str], subprocess.Popen[bytes]]
MOST_S = 300


@pytest.fixture
def urls(
    settings: GatewaySettings, store_settings: StoreSettings, object_store: ObjectStore, tmp_path: Path
) -> Iterator[RecognitionUrls]:
    with recognition(store_settings, settings.service_token.get_secret_value(), tmp_path / "services") as urls:
        yield urls


@pytest.fixture
async def app(
    settings: GatewaySettings, store_settings: StoreSettings, object_store: ObjectStore, tmp_path: Path
) -> AsyncIterator[FastAPI]:
    folder = tmp_path / "models" / "base" / "tiny"
    folder.mkdir(parents=True)
    write_package(folder / "1")
    async with running_app(settings, store_settings) as app:
        await register_builtin(app.state.resources.database, app.state.resources.store, tmp_path / "models")
        yield app


@pytest.fixture
def start_worker(
    settings: GatewaySettings, store_settings: StoreSettings, urls: RecognitionUrls, tmp_path: Path
) -> Iterator[StartWorker]:
    started: list[subprocess.Popen[bytes]] = []
    variables = {
        "CELLSCANNER_DATABASE_URL": settings.database_url.get_secret_value(),
        "CELLSCANNER_SERVICE_TOKEN": settings.service_token.get_secret_value(),
        "CELLSCANNER_STORE_ENDPOINT": store_settings.endpoint,
        "CELLSCANNER_STORE_ACCESS_KEY": store_settings.access_key.get_secret_value(),
        "CELLSCANNER_STORE_SECRET_KEY": store_settings.secret_key.get_secret_value(),
        "CELLSCANNER_STORE_BUCKET": store_settings.bucket,
        "CELLSCANNER_GATEWAY_DETECTOR_URL": urls.detector,
        "CELLSCANNER_GATEWAY_CLASSIFIER_URL": urls.classifier,
    }

    def start(executor_id: str) -> subprocess.Popen[bytes]:
        environment = {**os.environ, **variables, "CELLSCANNER_GATEWAY_EXECUTOR_ID": executor_id}
        command = [sys.executable, "-c", "from cellscanner_gateway.cli import main; main(['worker'])"]
        with (tmp_path / f"{executor_id}.log").open("ab") as log:
            process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


async def submit(alice: Caller, folder: Path, pictures: int) -> str:
    paths = [draw_blocks(folder / f"{index}.png", index % 5, 1) for index in range(pictures)]
    files = [("files", (path.name, path.read_bytes())) for path in paths]
    uploaded = (await alice.http.post("/api/v1/images", files=files)).json()["items"]
    body = {"image_ids": [item["image"]["id"] for item in uploaded], "model": "base/tiny@1"}
    return str((await alice.http.post("/api/v1/predictions", json=body)).json()["id"])


async def wait_until(alice: Caller, job_id: str, reached: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    async with asyncio.timeout(MOST_S):
        while True:
            job: dict[str, Any] = (await alice.http.get(f"/api/v1/jobs/{job_id}")).json()
            if reached(job):
                return job
            await asyncio.sleep(0.05)


async def test_the_jobs_of_a_killed_worker_go_on_under_another(
    alice: Caller, start_worker: StartWorker, tmp_path: Path
) -> None:
    job_id = await submit(alice, tmp_path, 24)
    first = start_worker("worker-1")
    await wait_until(alice, job_id, lambda job: job["progress"]["done"] >= 4)

    first.send_signal(signal.SIGKILL)
    start_worker("worker-2")
    job = await wait_until(alice, job_id, lambda job: job["state"] not in {"queued", "running"})

    assert (job["state"], job["progress"]["done"]) == ("succeeded", 24)
    prediction = (await alice.http.get(job["result"])).json()
    assert prediction["counts"] == {"living": 46, "dead": 24}
    assert [image["counts"]["living"] for image in prediction["images"]] == [index % 5 for index in range(24)]


async def test_a_worker_told_to_stop_leaves_its_job_to_its_next_life(
    alice: Caller, start_worker: StartWorker, tmp_path: Path
) -> None:
    job_id = await submit(alice, tmp_path, 24)
    first = start_worker("worker-1")
    await wait_until(alice, job_id, lambda job: job["progress"]["done"] >= 4)

    first.send_signal(signal.SIGTERM)
    assert await asyncio.to_thread(first.wait, MOST_S) == 0
    left = (await alice.http.get(f"/api/v1/jobs/{job_id}")).json()
    assert left["state"] == "running"
    start_worker("worker-1")
    job = await wait_until(alice, job_id, lambda job: job["state"] not in {"queued", "running"})

    assert (job["state"], job["progress"]["done"]) == ("succeeded", 24)


async def test_a_running_job_can_be_cancelled(alice: Caller, start_worker: StartWorker, tmp_path: Path) -> None:
    job_id = await submit(alice, tmp_path, 60)
    start_worker("worker-1")
    await wait_until(alice, job_id, lambda job: job["progress"]["done"] >= 2)

    cancelled = (await alice.http.post(f"/api/v1/jobs/{job_id}/cancel")).json()
    await asyncio.sleep(3)

    ended = (await alice.http.get(f"/api/v1/jobs/{job_id}")).json()
    assert (cancelled["state"], ended["state"]) == ("cancelled", "cancelled")
    assert ended["progress"]["done"] < 60


async def test_an_import_of_a_killed_worker_goes_on_under_another(alice: Caller, start_worker: StartWorker) -> None:
    """Labels of 40 pictures: whoever writes them, each picture gets exactly one revision."""
    project = (await alice.http.post("/api/v1/projects", json={"name": "hers"})).json()["id"]
    await upload(alice.http, range(40), project)
    path = f"/api/v1/projects/{project}/label-imports"
    body = coco({f"{n}.png": [("dead", 1, 1, 9, 9)] for n in range(40)})
    first = start_worker("worker-1")
    sent = (await alice.http.post(path, files={"file": ("all.json", body)})).json()["id"]
    read = await wait_until(alice, sent, lambda job: job["state"] not in {"queued", "running"})
    applying = (await alice.http.post(f"{read['result']}/apply", json={})).json()["id"]
    await wait_until(alice, applying, lambda job: job["progress"]["done"] >= 2)

    first.send_signal(signal.SIGKILL)
    start_worker("worker-2")
    job = await wait_until(alice, applying, lambda job: job["state"] not in {"queued", "running"})

    assert (job["state"], job["progress"]["done"]) == ("succeeded", 40)
    assert (await alice.http.get(read["result"])).json()["pictures"] == {"applied": 40}
    labelled = (await alice.http.get(f"/api/v1/projects/{project}/annotations")).json()["items"]
    assert [(one["revision"], one["counts"]) for one in labelled] == [(1, {"dead": 1})] * 40
