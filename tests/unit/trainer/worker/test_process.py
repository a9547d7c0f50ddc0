"""A whole training job: over the API, through the worker's process, to a version that verifies."""

import asyncio
import io
import json
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import httpx
import numpy as np
import psutil
from cellscanner_shared.packages import ModelRef, fetch_package, verify_package
from cellscanner_shared.store import ObjectStore
from cellscanner_trainer.detector.checkpoint import CHECKPOINT
from safetensors import SafetensorError, safe_open
from support.trainings import ENDED, MOST_S, job_when, seconds_until_gone

RECIPE: dict[str, Any] = {
    "name": "discs",
    "title": {"en": "Discs", "zh": "圆"},
    "licence": {"id": "CC0-1.0", "conditions": "None."},
    "classes": [{"name": "bright", "target": False}, {"name": "dark", "target": True}],
    "data": {"labels": "labels.json", "pictures": "pictures", "hold_out": 0.25},
    "detector": {
        "input": {"crop": 64, "max_size": 128, "largest_cell_px": 32},
        "optimiser": {"steps": 2, "batch": 2, "warmup_steps": 1},
    },
    "classifier": {"optimiser": {"epochs": 1, "batch": 8}},
    "card": {"trained_on": "Discs drawn by a test."},
}


def snapshot() -> bytes:
    """Eight pictures of four discs, every fourth dark, as the recipe wants them."""
    buffer = io.BytesIO()
    images: list[dict[str, object]] = []
    annotations: list[dict[str, object]] = []
    with zipfile.ZipFile(buffer, "w") as content:
        for number in range(8):
            picture = np.full((96, 96), 120, np.uint8)
            for place in range(4):
                x, y = 24 + 48 * (place % 2), 24 + 48 * (place // 2)
                cv2.circle(picture, (x, y), 9, 30 if place == 3 else 220, -1)
                kind, box = 1 + (place == 3), [x - 9, y - 9, 18, 18]
                annotations.append({"id": len(annotations), "image_id": number, "category_id": kind, "bbox": box})
            content.writestr(f"pictures/{number}.png", cv2.imencode(".png", picture)[1].tobytes())
            images.append({"id": number, "file_name": f"{number}.png", "width": 96, "height": 96})
        categories = [{"id": 1, "name": "bright"}, {"id": 2, "name": "dark"}]
        labels = {"images": images, "annotations": annotations, "categories": categories}
        content.writestr("labels.json", json.dumps(labels))
    return buffer.getvalue()


async def submit(client: httpx.AsyncClient, recipe: dict[str, Any]) -> str:
    files = [("snapshot", ("snapshot.zip", snapshot()))]
    answer = await client.post("/api/v1/trainings/recipes", data={"recipe": json.dumps(recipe)}, files=files)
    assert answer.status_code == 202, answer.text
    return str(answer.json()["id"])


async def test_labelled_pictures_become_a_version_that_verifies(
    client: httpx.AsyncClient, worker: subprocess.Popen[bytes], object_store: ObjectStore, tmp_path: Path
) -> None:
    job_id = await submit(client, RECIPE | {"detector": RECIPE["detector"] | {"initial_weights": "coco"}})
    job = await job_when(client, job_id, ENDED)
    assert job["state"] == "succeeded", job
    training = (await client.get(job["result"])).json()
    owner = training["model"].removesuffix("/discs@1")
    assert owner.startswith("grace-")
    assert {point["network"] for point in training["history"]} >= {"detector"}
    version = (await client.get(f"/api/v1/models/{owner}/discs/versions/1")).json()
    folder = fetch_package(object_store, ModelRef(owner, "discs", 1), version["digest"], tmp_path / "cache")
    assert [one.name for one in verify_package(folder).classes] == ["bright", "dark"]
    metrics = json.loads((folder / "metrics.json").read_text())
    assert metrics["detector"]["training"]["tensors_from_start"] == 342
    assert not any((tmp_path / "work").iterdir())
    lines = [json.loads(line) for line in (tmp_path / "worker.log").read_text().splitlines()]
    assert {"level", "message"} <= lines[0].keys()


async def test_a_recipe_that_the_trainer_refuses_fails_the_job_in_its_words(
    client: httpx.AsyncClient, worker: subprocess.Popen[bytes]
) -> None:
    job = await job_when(client, await submit(client, RECIPE | {"colour": "blue"}), ENDED)
    assert job["state"] == "failed"
    assert job["problem"]["type"] == "/docs/errors/recipe-refused"
    assert "colour: Extra inputs" in job["problem"]["detail"]


async def test_a_training_ends_at_once_when_it_is_cancelled_and_when_its_worker_is_stopped(
    client: httpx.AsyncClient, worker: subprocess.Popen[bytes]
) -> None:
    job_id, training = await endless_training(client, worker)
    gone = asyncio.create_task(seconds_until_gone(training))
    assert (await client.post(f"/api/v1/jobs/{job_id}/cancel")).json()["state"] == "cancelled"
    # The promise of the product, not a measure of speed: within two seconds the process is gone.
    assert await gone < 2
    # The worker lives, and takes the next one; told to stop, it waits for no end that is hours away.
    job_id, training = await endless_training(client, worker)
    worker.terminate()
    assert await asyncio.to_thread(worker.wait, MOST_S) == 0
    psutil.wait_procs([training], timeout=MOST_S)
    assert not training.is_running()
    assert (await client.get(f"/api/v1/jobs/{job_id}")).json()["state"] == "running"


async def endless_training(client: httpx.AsyncClient, worker: subprocess.Popen[bytes]) -> tuple[str, psutil.Process]:
    """A job that has done its first steps, and the process that trains."""
    endless = {"input": RECIPE["detector"]["input"], "optimiser": {"steps": 100000, "batch": 2}}
    job_id = await submit(client, RECIPE | {"detector": endless})
    async with asyncio.timeout(MOST_S):
        while (await client.get(f"/api/v1/jobs/{job_id}")).json()["progress"]["done"] == 0:
            await asyncio.sleep(0.1)
    (training,) = [one for one in psutil.Process(worker.pid).children() if "spawn_main" in " ".join(one.cmdline())]
    return job_id, training


async def test_a_killed_workers_training_goes_on_from_its_checkpoint(
    client: httpx.AsyncClient, start_worker: Callable[[], subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    first = start_worker()
    detector = RECIPE["detector"] | {"checkpoint_seconds": 0.001}
    detector["optimiser"] = detector["optimiser"] | {"steps": 60}
    job_id = await submit(client, RECIPE | {"detector": detector})
    checkpoint = tmp_path / "work" / job_id / "detector" / CHECKPOINT
    async with asyncio.timeout(MOST_S):
        while step_of(checkpoint) < 20:
            await asyncio.sleep(0.05)
    child = psutil.Process(first.pid).children(recursive=True)
    first.kill()
    first.wait()
    psutil.wait_procs(child, timeout=MOST_S)
    assert (await client.get(f"/api/v1/jobs/{job_id}")).json()["state"] == "running"
    killed_at, steps = step_of(checkpoint), []
    assert 20 <= killed_at < 60, "too late to kill it"
    start_worker()
    async with asyncio.timeout(MOST_S):
        while (job := (await client.get(f"/api/v1/jobs/{job_id}")).json())["state"] not in ENDED:
            steps.append(step_of(checkpoint))
            await asyncio.sleep(0.05)
    assert job["state"] == "succeeded", job
    # From zero, the checkpoint would have fallen back to the first steps. At the end its folder goes.
    assert min(step for step in steps if step) >= killed_at
    assert max(steps) > killed_at
    history = (await client.get(f"/api/v1/trainings/{job_id}")).json()["history"]
    assert [one["step"] for one in history if one["network"] == "detector"] == [10, 20, 30, 40, 50, 60]


def step_of(checkpoint: Path) -> int:
    """The steps that the detector's checkpoint holds; 0 where there is none."""
    try:
        with safe_open(checkpoint, framework="pt") as file:
            return int(json.loads(file.metadata()["progress"])["step"])
    except (FileNotFoundError, SafetensorError):
        return 0
