"""Labelled pictures of a user, uploaded and annotated over the API."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import httpx
import numpy as np
from numpy.typing import NDArray
from support import pictures

Json = dict[str, Any]
CLASSES = [{"name": "living", "target": False}, {"name": "dead", "target": True}]
SIDE = 64
WHOLE = [[0, 0, SIDE, SIDE]]


def field(seed: int) -> NDArray[np.uint8]:
    """A picture like no other of another seed: 8 x 8 random areas, enlarged."""
    areas = np.random.default_rng(seed).integers(0, 256, (8, 8, 3), np.uint8)
    return np.kron(areas, np.ones((SIDE // 8, SIDE // 8, 1), np.uint8))


def cells(living: int, dead: int) -> list[Json]:
    """So many cells of both classes, side by side, of 6 x 6 pixels."""
    names = ["living"] * living + ["dead"] * dead
    return [
        {"id": f"c{n}", "box": [8 * (n % 8), 8 * (n // 8), 8 * (n % 8) + 6, 8 * (n // 8) + 6], "class": name}
        for n, name in enumerate(names)
    ]


async def upload(client: httpx.AsyncClient, seeds: Sequence[int], project: str | None = None) -> list[str]:
    """Ids of one picture a seed."""
    files = [("files", (f"{seed}.png", pictures.encode(field(seed), "PNG"))) for seed in seeds]
    answer = await client.post("/api/v1/images", files=files, data={"project": project} if project else {})
    return [item["image"]["id"] for item in answer.json()["items"]]


async def annotate(
    client: httpx.AsyncClient,
    image_id: str,
    labels: Sequence[Json],
    *,
    checked: Sequence[Sequence[float]] = WHOLE,
    classes: Sequence[Json] = CLASSES,
    revision: int = 0,
) -> None:
    """Replace the labels of a picture that is at `revision`."""
    body = {"cells": list(labels), "checked": list(checked), "classes": list(classes)}
    path = f"/api/v1/images/{image_id}/annotation"
    answer = await client.put(path, json=body, headers={"If-Match": f'"{revision}"'})
    assert answer.status_code == 200, answer.text


async def read(client: httpx.AsyncClient, image_id: str, operations: Sequence[Json] = ()) -> str:
    """The id of a reading of the picture that was begun from nothing, changed and handed in."""
    path = f"/api/v1/images/{image_id}"
    begun = await client.post(f"{path}/readings", json={"empty": True, "classes": CLASSES})
    assert begun.status_code == 201, begun.text
    reading = str(begun.json()["id"])
    if operations:
        body = {"batch_id": str(uuid4()), "operations": list(operations)}
        query, headers = {"reading": reading}, {"If-Match": '"1"'}
        answer = await client.post(f"{path}/annotation/operations", json=body, params=query, headers=headers)
        assert answer.status_code == 200, answer.text
    answer = await client.post(f"{path}/readings/{reading}/hand-in")
    assert answer.status_code == 200, answer.text
    return reading


async def labelled(
    client: httpx.AsyncClient, count: int, living: int = 3, dead: int = 2, start: int = 0, project: str | None = None
) -> list[str]:
    """Ids of so many pictures, each with its cells labelled throughout."""
    ids = await upload(client, range(start, start + count), project)
    for image_id in ids:
        await annotate(client, image_id, cells(living, dead))
    return ids
