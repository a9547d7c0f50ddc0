"""Two kinds of cells that a network can tell apart in a few steps: bright and dark discs on grey."""

import numpy as np
import pytest
from cellscanner_trainer.classifier.samples import LabelledCells


def draw_cells(seed: int, pictures: int, cells: int) -> LabelledCells:
    """`cells` discs of 16 px in a row on each picture; every third is dark, class 1."""
    rng = np.random.default_rng(seed)
    rows, columns = np.mgrid[0:32, 0 : 32 * cells]
    drawn, boxes = [], []
    for _ in range(pictures):
        picture = rng.integers(110, 140, (32, 32 * cells, 3), np.uint8)
        for place in range(cells):
            x = 32 * place + 16
            disc = (rows - 16) ** 2 + (columns - x) ** 2 < 64
            picture[disc] = 30 if place % 3 == 2 else 230
            boxes.append([x - 8, 8, x + 8, 24])
        drawn.append(picture)
    labels = np.tile(np.arange(cells) % 3 == 2, pictures).astype(np.int64)
    return LabelledCells(drawn, np.repeat(np.arange(pictures), cells), np.array(boxes, np.float32), labels)


@pytest.fixture(scope="session")
def training_cells() -> LabelledCells:
    return draw_cells(seed=1, pictures=4, cells=12)


@pytest.fixture(scope="session")
def validation_cells() -> LabelledCells:
    return draw_cells(seed=2, pictures=2, cells=6)
