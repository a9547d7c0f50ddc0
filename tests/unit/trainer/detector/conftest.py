from pathlib import Path

import cv2
import numpy as np
import pytest
from cellscanner_trainer.data.labelled import DataSet, LabelCollector
from cellscanner_trainer.detector.config import DetectorConfig, InputConfig, OptimiserConfig


@pytest.fixture
def tiny_config() -> DetectorConfig:
    """A training of four steps that takes a second."""
    return DetectorConfig(
        input=InputConfig(crop=64, largest_cell_px=24),
        optimiser=OptimiserConfig(steps=4, batch=2, warmup_steps=1),
        evaluate_every=2,
        seed=3,
    )


@pytest.fixture
def discs(tmp_path: Path) -> DataSet:
    """Two pictures of dark discs on grey, of two classes."""
    pictures = []
    for number in range(2):
        rng = np.random.default_rng(number)
        pixels = np.full((96, 96, 3), 200, np.uint8)
        collector = LabelCollector(96, 96)
        for x, y in rng.integers(12, 84, (5, 2)).tolist():
            cv2.circle(pixels, (x, y), 8, (60, 20, 90), -1)
            collector.add("disc", number, (x - 8, y - 8, x + 9, y + 9))
        path = tmp_path / f"{number}.png"
        cv2.imwrite(str(path), pixels)
        pictures.append(collector.picture(path))
    return DataSet(("a", "b"), tuple(pictures))
