"""A personal training as a job: real labels and the real base in, a candidate and its comparison out."""

import asyncio
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from cellscanner_gateway.models.builtin import register_builtin
from cellscanner_shared.packages import ModelRef, fetch_package, verify_package
from cellscanner_shared.store import ObjectStore
from fastapi import FastAPI
from support.trainings import ENDED, MOST_S, job_when, seconds_until_gone

REPOSITORY = Path(__file__).resolve().parents[4]
CLASSES = [{"name": "living", "target": False}, {"name": "dead", "target": True}]
StartWorker = Callable[[], subprocess.Popen[bytes]]
# One step is a second or so of two cores.
DETECTOR = {"steps": 8, "batch": 2, "evaluate_every": 4}


@pytest.fixture
async def labelled(app: FastAPI, client: httpx.AsyncClient, data_dir: Path, tmp_path: Path) -> list[str]:
    """Eight real pictures with living and dead cells, labelled as their publishers did; base/living-dead is there."""
    models = tmp_path / "models" / "base"
    models.mkdir(parents=True)
    (models / "living-dead").symlink_to(REPOSITORY / "deploy" / "models" / "base" / "living-dead")
    await register_builtin(app.state.resources.database, app.state.resources.store, models.parent)
    return [
        await _label(client, data_dir / "living-dead" / "images" / name, size, cells)
        for name, size, cells in _real(data_dir / "living-dead" / "annotations.coco.json")
    ]


def _real(file: Path) -> list[tuple[str, tuple[int, int], list[dict[str, Any]]]]:
    """Name, size and cells of the first eight pictures that hold both classes, a hundred pictures apart."""
    content = json.loads(file.read_text(encoding="utf-8"))
    names = {one["id"]: one["name"] for one in content["categories"]}
    cells: dict[int, list[dict[str, Any]]] = {}
    for one in content["annotations"]:
        x, y, width, height = one["bbox"]
        cell = {"id": str(one["id"]), "box": [x, y, x + width, y + height], "class": names[one["category_id"]]}
        cells.setdefault(one["image_id"], []).append(cell)
    both = [one for one in content["images"] if {"living", "dead"} <= {c["class"] for c in cells.get(one["id"], [])}]
    chosen = both[:: len(both) // 8][:8]
    return [(one["file_name"], (one["width"], one["height"]), cells[one["id"]]) for one in chosen]


async def _label(client: httpx.AsyncClient, path: Path, size: tuple[int, int], cells: list[dict[str, Any]]) -> str:
    answer = await client.post("/api/v1/images", files=[("files", (path.name, path.read_bytes()))])
    image_id = str(answer.json()["items"][0]["image"]["id"])
    body = {"cells": cells, "checked": [[0, 0, *size]], "classes": CLASSES}
    put = await client.put(f"/api/v1/images/{image_id}/annotation", json=body, headers={"If-Match": '"0"'})
    assert put.status_code == 200, put.text
    return image_id


async def submit(client: httpx.AsyncClient, image_ids: list[str], **fields: Any) -> str:
    body = {"name": "mine", "base": "base/living-dead@champion", "image_ids": image_ids, **fields}
    answer = await client.post("/api/v1/trainings", json=body)
    assert answer.status_code == 202, answer.text
    return str(answer.json()["id"])


async def test_labels_become_a_candidate_that_is_held_against_its_base_and_accepted(
    client: httpx.AsyncClient,
    labelled: list[str],
    worker: subprocess.Popen[bytes],
    object_store: ObjectStore,
    tmp_path: Path,
) -> None:
    job = await job_when(client, await submit(client, labelled), ENDED)
    assert job["state"] == "succeeded", job
    training = (await client.get(job["result"])).json()
    owner = training["model"].removesuffix("/mine@1")
    comparison = training["comparison"]
    assert (comparison["old"], comparison["new"]) == ("base/living-dead@2", f"{owner}/mine@1")
    assert comparison["hold_out"]["pictures"] == 1
    held_out = [one["image_id"] for one in training["pictures"] if one["split"] == "test"]
    assert [one["image_id"] for one in comparison["pictures"]] == held_out
    assert training["verdict"] == comparison["verdict"]
    kept = (await client.get(f"{job['result']}/held-out/{held_out[0]}")).json()
    assert len(kept["truth"]) == comparison["hold_out"]["cells"]
    assert (await client.get(f"/api/v1/models/{owner}/mine")).json()["aliases"] == {"candidate": 1}
    accepted = (await client.post(f"{job['result']}/accept")).json()
    assert accepted["aliases"] == {"champion": 1}
    version = (await client.get(f"/api/v1/models/{owner}/mine/versions/1")).json()
    folder = fetch_package(object_store, ModelRef(owner, "mine", 1), version["digest"], tmp_path / "cache")
    manifest = verify_package(folder)
    assert [one.name for one in manifest.classes] == ["living", "dead"]
    assert manifest.snapshot_sha256 == training["snapshot_sha256"]
    assert not any((tmp_path / "work").iterdir())


async def test_a_killed_workers_training_goes_on_and_becomes_a_candidate(
    client: httpx.AsyncClient, labelled: list[str], start_worker: StartWorker
) -> None:
    first = start_worker()
    fields = {"mode": "full", "units": ["target-detection"], "parameters": {"detector": DETECTOR}}
    job_id = await submit(client, labelled, **fields)
    async with asyncio.timeout(MOST_S):
        while (await client.get(f"/api/v1/jobs/{job_id}")).json()["progress"]["stage"] != "detector":
            await asyncio.sleep(0.1)
    first.kill()
    first.wait()
    start_worker()

    job = await job_when(client, job_id, ENDED)

    assert job["state"] == "succeeded", job
    training = (await client.get(job["result"])).json()
    steps = [point["step"] for point in training["history"] if point["network"] == "detector"]
    assert steps[-1] == DETECTOR["steps"]
    assert training["comparison"]["new"] == training["model"]


async def test_a_cancelled_training_is_gone_within_two_seconds(
    client: httpx.AsyncClient, labelled: list[str], worker: subprocess.Popen[bytes]
) -> None:
    endless = {"steps": 100_000, "batch": 2}
    job_id = await submit(client, labelled, mode="full", parameters={"detector": endless})
    async with asyncio.timeout(MOST_S):
        while (await client.get(f"/api/v1/jobs/{job_id}")).json()["progress"]["stage"] != "detector":
            await asyncio.sleep(0.1)
    (child,) = [one for one in psutil.Process(worker.pid).children() if "spawn_main" in " ".join(one.cmdline())]

    gone = asyncio.create_task(seconds_until_gone(child))
    await client.post(f"/api/v1/jobs/{job_id}/cancel")

    assert await gone < 2
    assert (await client.get(f"/api/v1/jobs/{job_id}")).json()["state"] == "cancelled"
    assert worker.poll() is None
