"""Calls of the public API that many tests make, as a program outside would make them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx
from support.suite import PATIENCE_S, wait_until

Json = dict[str, Any]
ENDED = {"succeeded", "failed", "cancelled"}


def new_project(client: httpx.Client, name: str) -> str:
    answer = client.post("/projects", json={"name": name})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def upload(client: httpx.Client, paths: Sequence[Path], project: str, group: str | None = None) -> list[str]:
    """Ids of the pictures, in the order of `paths`; every one must have been taken."""
    files = [("files", (path.name, path.read_bytes())) for path in paths]
    data = {"project": project} | ({"group": group} if group else {})
    answer = client.post("/images", files=files, data=data)
    assert answer.status_code == 201, answer.text
    return [str(item["image"]["id"]) for item in answer.json()["items"]]


def predict(client: httpx.Client, images: Sequence[str], model: str) -> str:
    """Submit and return the job's id."""
    answer = client.post("/predictions", json={"image_ids": list(images), "model": model})
    assert answer.status_code == 202, answer.text
    assert answer.headers["location"] == f"/api/v1/jobs/{answer.json()['id']}"
    return str(answer.json()["id"])


def job(client: httpx.Client, job_id: str) -> Json | None:
    """The job, or None while the gateway or its database is away."""
    try:
        answer = client.get(f"/jobs/{job_id}")
    except httpx.HTTPError:
        return None
    if answer.status_code >= 500:
        return None
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def await_done(client: httpx.Client, job_id: str, pictures: int, patience_s: float = PATIENCE_S) -> Json:
    """The job once it has at least so many pictures behind it and is not yet at its end."""

    def ask() -> Json | None:
        found = job(client, job_id)
        return found if found and (found["progress"]["done"] >= pictures or found["state"] in ENDED) else None

    return wait_until(ask, patience_s, f"the job has not done {pictures} pictures")


def await_end(client: httpx.Client, job_id: str, patience_s: float = 600.0) -> Json:
    def ask() -> Json | None:
        found = job(client, job_id)
        return found if found and found["state"] in ENDED else None

    return wait_until(ask, patience_s, f"the job did not end: {job(client, job_id)}")


def prediction(client: httpx.Client, ended: Json) -> Json:
    assert ended["state"] == "succeeded", ended
    answer = client.get(str(ended["result"]).removeprefix("/api/v1"))
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def cells(client: httpx.Client, prediction_id: str, image_id: str) -> list[Json]:
    """Every cell of a picture, page by page."""
    found: list[Json] = []
    cursor: str | None = None
    while True:
        parameters: dict[str, str | int] = {"limit": 1000, **({"cursor": cursor} if cursor else {})}
        answer = client.get(f"/predictions/{prediction_id}/images/{image_id}/cells", params=parameters)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            return found
