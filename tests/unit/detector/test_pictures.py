"""Encoded pictures: tiled, resampled, put together, every cell once."""

from collections.abc import Callable
from typing import Any

import cv2
import httpx
import numpy as np
import pytest
from numpy.typing import NDArray

Publish = Callable[..., dict[str, Any]]
PNG = {"Content-Type": "image/png"}
# Blocks of 24 hold several candidates, of which the lowest IoU of two is 0.11: one box a block remains.
ONE_A_BLOCK = {"detector": {"nms_iou": 0.05}}


def lattice(width: int, height: int) -> tuple[bytes, NDArray[np.int64]]:
    """A PNG with red blocks of 24 x 24 every 60 pixels, and their upper left corners x, y."""
    corners = np.array([(x, y) for y in range(10, height - 24, 60) for x in range(10, width - 24, 60)])
    picture = np.zeros((height, width, 3), np.uint8)
    for x, y in corners:
        picture[y : y + 24, x : x + 24] = (255, 0, 0)
    return cv2.imencode(".png", picture[:, :, ::-1])[1].tobytes(), corners


def blocks_hit(cells: list[dict[str, Any]], corners: NDArray[np.int64]) -> list[int]:
    """For each block, how many cells have their centre in it."""
    boxes = np.array([cell["box"] for cell in cells])
    middle = (boxes[:, None, :2] + boxes[:, None, 2:]) / 2
    inside = ((middle >= corners) & (middle < corners + 24)).all(axis=2)
    hits: list[int] = inside.sum(axis=0).tolist()
    return hits


@pytest.mark.parametrize(("width", "height"), [(200, 150), (256, 256), (700, 500), (1003, 257)])
async def test_every_cell_is_counted_once(client: httpx.AsyncClient, publish: Publish, width: int, height: int) -> None:
    content, corners = lattice(width, height)

    answer = await client.post(
        "/v1/detect", params=publish(**ONE_A_BLOCK) | {"confidence": 0.9}, content=content, headers=PNG
    )

    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert (found["model"], found["provider"]) == ("base/tiny@1", "CPUExecutionProvider")
    assert len(found["cells"]) == len(corners)
    assert blocks_hit(found["cells"], corners) == [1] * len(corners)
    assert {(cell["class"], cell["score"]) for cell in found["cells"]} == {("living", 1.0)}


async def test_a_cell_that_two_tiles_place_on_either_side_of_a_seam_is_not_lost(
    client: httpx.AsyncClient, publish: Publish
) -> None:
    """Of 404 pixels the first tile begins at 0, the second at 148, and the seam lies at 202.

    Grids of 8 pixels begin with their tiles: of what is lit from 196 to 208 the first tile makes a cell about 204, the
    second one about 200, so that neither has its centre in its own core.
    """
    picture = np.zeros((100, 404, 3), np.uint8)
    picture[48:56, 196:208] = 255
    content = cv2.imencode(".png", picture)[1].tobytes()

    answer = await client.post("/v1/detect", params=publish() | {"confidence": 0.9}, content=content, headers=PNG)

    (cell,) = answer.json()["cells"]
    assert cell["box"] in ([194.0, 42.0, 214.0, 62.0], [190.0, 42.0, 210.0, 62.0])
    assert [warning["code"] for warning in answer.json()["warnings"]] == ["seam-merged"]


async def test_a_picture_of_known_scale_is_resampled_to_the_models(client: httpx.AsyncClient, publish: Publish) -> None:
    content, corners = lattice(500, 300)
    query = publish(micrometers_per_pixel=0.5, **ONE_A_BLOCK) | {"confidence": 0.9, "micrometers_per_pixel": 1.0}

    found = (await client.post("/v1/detect", params=query, content=content, headers=PNG)).json()

    # Candidates are 20 network pixels wide, which are 10 of the picture.
    sides = {round(cell["box"][2] - cell["box"][0], 2) for cell in found["cells"]}
    assert sides == {10.0}
    assert all(hits >= 1 for hits in blocks_hit(found["cells"], corners))
    # Both tiles keep what lies near the seam between them.
    assert [warning["code"] for warning in found["warnings"]] == ["seam-merged"]


async def test_an_unknown_scale_is_said(client: httpx.AsyncClient, publish: Publish) -> None:
    content, corners = lattice(100, 100)
    query = publish(micrometers_per_pixel=0.5, **ONE_A_BLOCK) | {"confidence": 0.9}

    found = (await client.post("/v1/detect", params=query, content=content, headers=PNG)).json()

    assert [warning["code"] for warning in found["warnings"]] == ["no-scale"]
    assert len(found["cells"]) == len(corners)


@pytest.mark.parametrize(("scale", "codes"), [(0.51, []), (350.0, ["scale-implausible"])])
async def test_a_scale_like_the_models_or_one_that_cannot_be_meant_resamples_nothing(
    client: httpx.AsyncClient, publish: Publish, scale: float, codes: list[str]
) -> None:
    content, corners = lattice(100, 100)
    query = publish(micrometers_per_pixel=0.5, **ONE_A_BLOCK) | {"confidence": 0.9, "micrometers_per_pixel": scale}

    found = (await client.post("/v1/detect", params=query, content=content, headers=PNG)).json()

    assert [warning["code"] for warning in found["warnings"]] == codes
    assert {cell["box"][2] - cell["box"][0] for cell in found["cells"]} == {20.0}
    assert len(found["cells"]) == len(corners)


async def test_a_picture_that_is_none_is_refused_in_words(client: httpx.AsyncClient, publish: Publish) -> None:
    answer = await client.post("/v1/detect", params=publish(), content=b"plain text", headers=PNG)

    assert answer.status_code == 422
    assert answer.json()["type"] == "/docs/errors/picture-not-a-picture"
