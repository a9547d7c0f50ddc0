"""Pictures of 1000 x 1000 with about 500 cells, laid out of patches around annotated cells of real pictures."""

import json
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

PATCH = 45
SIDE = 1000


def mosaic(data: Path, seed: int, split: str = "test") -> NDArray[np.uint8]:
    """1000 x 1000 x 3 uint8 RGB: 22 x 22 patches of `living-dead`, one annotated cell in the middle of each."""
    folder = data / "living-dead"
    cells = _cells(folder, split)
    rng = np.random.default_rng(seed)
    whole = np.full((SIDE, SIDE, 3), 128, np.uint8)
    steps = range(0, SIDE - PATCH + 1, PATCH)
    for y in steps:
        for x in steps:
            name, centre = cells[rng.integers(len(cells))]
            whole[y : y + PATCH, x : x + PATCH] = _patch(folder / "images" / name, centre)
    return whole


def _cells(folder: Path, split: str) -> list[tuple[str, tuple[float, float]]]:
    listed = json.loads((folder / "annotations.coco.json").read_text())
    chosen = set(json.loads((folder / "splits.json").read_text())[split])
    names = {image["id"]: image["file_name"] for image in listed["images"] if image["file_name"] in chosen}
    return [
        (names[cell["image_id"]], (cell["bbox"][0] + cell["bbox"][2] / 2, cell["bbox"][1] + cell["bbox"][3] / 2))
        for cell in listed["annotations"]
        if cell["image_id"] in names
    ]


def _patch(path: Path, centre: tuple[float, float]) -> NDArray[np.uint8]:
    picture = cv2.imread(str(path), cv2.IMREAD_COLOR_RGB)
    assert picture is not None, path
    height, width = picture.shape[:2]
    left = min(max(0, round(centre[0] - PATCH / 2)), width - PATCH)
    top = min(max(0, round(centre[1] - PATCH / 2)), height - PATCH)
    return np.asarray(picture[top : top + PATCH, left : left + PATCH], np.uint8)
