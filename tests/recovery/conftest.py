"""A suite of its own for being killed, and twenty pictures whose counts are known beforehand."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import numpy as np
import pytest
from PIL import Image
from recovery.work import MODEL, PICTURES, Work
from support import api
from support.suite import RunningSuite

_SIDE = 4
_CELL = 224


@pytest.fixture(scope="module")
def mortal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSuite]:
    """A suite that the tests of this folder kill, in parts and as a whole; it is gone before the next folder's."""
    suite = RunningSuite(tmp_path_factory.mktemp("mortal"), environment={"CELLSCANNER_GATEWAY_SAMPLE": "false"})
    try:
        yield suite.start()
    finally:
        suite.stop()


@pytest.fixture
def client(mortal: RunningSuite) -> Iterator[httpx.Client]:
    with mortal.client() as client:
        yield client


@pytest.fixture(scope="session")
def mosaics(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Pictures of some hundred real cells each, large enough that a prediction of all of them can be interrupted."""
    folder = tmp_path_factory.mktemp("mosaics")
    fields = sorted((data_dir / "living-dead" / "images").glob("*.png"))
    return [_mosaic(fields[start::PICTURES][: _SIDE**2], folder / f"{start:02}.png") for start in range(PICTURES)]


def _mosaic(fields: list[Path], path: Path) -> Path:
    tiles = [np.asarray(Image.open(field).convert("RGB").resize((_CELL, _CELL))) for field in fields]
    rows = [np.hstack(tiles[start : start + _SIDE]) for start in range(0, _SIDE**2, _SIDE)]
    Image.fromarray(np.vstack(rows)).save(path)
    return path


@pytest.fixture(scope="module")
def work(mortal: RunningSuite, mosaics: list[Path]) -> Work:
    """The truth of this folder: what is counted when nobody interferes."""
    with mortal.client() as client:
        images = api.upload(client, mosaics, api.new_project(client, "recovery"))
        prediction = api.prediction(client, api.await_end(client, api.predict(client, images, MODEL)))
    counts = {one["image_id"]: one["counts"] for one in prediction["images"]}
    assert sum(sum(one.values()) for one in counts.values()) > 20 * PICTURES
    originals = dict(zip(images, (path.read_bytes() for path in mosaics), strict=True))
    return Work(images, originals, counts)
