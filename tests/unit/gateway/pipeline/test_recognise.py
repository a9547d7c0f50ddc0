"""What becomes of a picture when parts of it cannot be recognised."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import httpx
import numpy as np
import pytest
from cellscanner_gateway.pipeline.calls import Patience, ServiceClient
from cellscanner_gateway.pipeline.errors import NothingRecognised
from cellscanner_gateway.pipeline.handle import ModelHandle
from cellscanner_gateway.pipeline.picture import recognise_file
from cellscanner_gateway.pipeline.recognise import Services
from cellscanner_shared import npy
from numpy.typing import NDArray

POISON, LEFT, SEAM = 77, 11, 99
QUICK = Patience(outage_s=0.1, attempts=2, first_pause_s=0.001, longest_pause_s=0.001)


@pytest.fixture
def touchy() -> Services:
    """A detector that finds one cell in the middle of every tile and breaks on every tile with a poisonous pixel."""

    def detect(request: httpx.Request) -> httpx.Response:
        tiles = npy.decode(request.read(), np.uint8, (None, None, None, 3))
        if (tiles == POISON).any():
            return httpx.Response(500)
        height, width = tiles.shape[1:3]
        middle = [width / 2 - 5, height / 2 - 5, width / 2 + 5, height / 2 + 5]
        rows = [[index, *middle, 0.9, 0] for index in range(len(tiles))]
        return httpx.Response(200, content=npy.encode(np.array(rows, np.float32)))

    http = httpx.AsyncClient(transport=httpx.MockTransport(detect), base_url="http://detector")
    client = ServiceClient("detector", http, QUICK, in_flight=2)
    return Services(client, client)


@pytest.mark.warns("tile-failed", "area-smaller")
async def test_a_tile_that_fails_takes_no_other_with_it(
    touchy: Services, publish: Callable[..., ModelHandle], save: Callable[[NDArray[np.uint8]], Path]
) -> None:
    """240 + 240 - 2 * 24 pixels take two tiles of 256; the left one, half of 432 x 200 pixels, is poisonous."""
    pixels = np.zeros((200, 432, 3), np.uint8)
    pixels[0, 0] = POISON

    recognition, _ = await recognise_file(save(pixels), 0, (None, None), publish(second_stage=None), 0.5, touchy)

    assert len(recognition.table) == 1
    failed = next(notice for notice in recognition.notices if notice.code == "tile-failed")
    assert failed.message == ("1 of 2 tiles could not be recognised; 0.043 megapixels are missing from the counts.")
    assert recognition.analysed_megapixels == pytest.approx(0.0432)
    smaller = next(notice for notice in recognition.notices if notice.code == "area-smaller")
    assert smaller.values == {"percent": 50, "megapixels": 0.043}
    assert recognition.left_out == [(0, 0, 216, 200)]


@pytest.fixture
def seamed() -> Services:
    """A detector whose two tiles see one cell on their seam, 4 pixels apart, or each a cell far off it."""

    def detect(request: httpx.Request) -> httpx.Response:
        tiles = npy.decode(request.read(), np.uint8, (None, None, None, 3))
        rows = []
        for index, tile in enumerate(tiles):
            left = int(tile[0, 0, 0]) == LEFT
            centre = (214 if left else 42) if (tile == SEAM).any() else (100 if left else 156)
            rows.append([index, centre - 10, 90, centre + 10, 110, 0.9 - 0.1 * left, 0])
        return httpx.Response(200, content=npy.encode(np.array(rows, np.float32)))

    http = httpx.AsyncClient(transport=httpx.MockTransport(detect), base_url="http://detector")
    client = ServiceClient("detector", http, QUICK, in_flight=2)
    return Services(client, client)


@pytest.mark.parametrize(
    ("on_seam", "cells", "codes"),
    [
        pytest.param(True, 1, ["seam-merged"], marks=pytest.mark.warns("seam-merged")),
        pytest.param(False, 2, [], marks=pytest.mark.silent("seam-merged", "tile-failed", "area-smaller")),
    ],
)
async def test_a_cell_on_a_seam_counts_once_and_that_is_said(
    seamed: Services,
    publish: Callable[..., ModelHandle],
    save: Callable[[NDArray[np.uint8]], Path],
    on_seam: bool,
    cells: int,
    codes: list[str],
) -> None:
    """A picture without a fault is told of nothing but its missing scale."""
    pixels = np.zeros((200, 432, 3), np.uint8)
    pixels[0, 0] = LEFT
    pixels[100, 216] = SEAM if on_seam else 0

    recognition, _ = await recognise_file(save(pixels), 0, (None, None), publish(second_stage=None), 0.5, seamed)

    assert len(recognition.table) == cells
    assert [notice.code for notice in recognition.notices if notice.code != "no-scale"] == codes


async def test_a_picture_of_which_nothing_is_recognised_has_no_count(
    touchy: Services, publish: Callable[..., ModelHandle], save: Callable[[NDArray[np.uint8]], Path]
) -> None:
    pixels = np.full((200, 432, 3), POISON, np.uint8)

    with pytest.raises(NothingRecognised):
        await recognise_file(save(pixels), 0, (None, None), publish(second_stage=None), 0.5, touchy)


async def test_progress_counts_tiles(
    touchy: Services, publish: Callable[..., ModelHandle], save: Callable[[NDArray[np.uint8]], Path]
) -> None:
    seen: list[tuple[int, int]] = []

    await recognise_file(
        save(np.zeros((1500, 2000, 3), np.uint8)),
        0,
        (None, None),
        publish(second_stage=None),
        0.5,
        touchy,
        lambda done, total: seen.append((done, total)),
    )

    assert seen[-1] == (70, 70)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


@pytest.mark.parametrize(("follows", "cells"), [(False, 40), (True, 200)])
async def test_scores_follow_the_picture_where_the_package_says_so(
    follows: bool, cells: int, publish: Callable[..., ModelHandle], save: Callable[[NDArray[np.uint8]], Path]
) -> None:
    """Of two heaps of scores the upper one lies mostly under the confidence, as in a stain that the model never saw."""
    scores = np.concatenate([np.full(40, 0.6), np.full(160, 0.4), np.full(300, 0.03)])

    def detect(request: httpx.Request) -> httpx.Response:
        kept = scores[scores >= float(request.url.params["confidence"])]
        corner = np.arange(len(kept), dtype=np.float64)
        rows = np.column_stack([np.zeros_like(kept), corner, corner, corner + 9, corner + 9, kept, np.zeros_like(kept)])
        return httpx.Response(200, content=npy.encode(rows.astype(np.float32)))

    http = httpx.AsyncClient(transport=httpx.MockTransport(detect), base_url="http://detector")
    client = ServiceClient("detector", http, QUICK, in_flight=1)
    model = publish(second_stage=None)
    detector = model.manifest.detector
    calibration = detector.calibration.model_copy(update={"follows_picture": follows})
    changed = model.manifest.model_copy(
        update={"detector": detector.model_copy(update={"calibration": calibration, "largest_cell_px": 10.0})}
    )

    picture = save(np.zeros((200, 200, 3), np.uint8))
    recognition, _ = await recognise_file(
        picture, 0, (None, None), replace(model, manifest=changed), 0.5, Services(client, client)
    )

    assert len(recognition.table) == cells
    assert (recognition.table.score >= 0.5).all()
