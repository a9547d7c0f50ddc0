"""Pictures beyond the bound lie on the disk, and nothing that learns from them can tell."""

from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from cellscanner_trainer.classifier.config import CropConfig
from cellscanner_trainer.classifier.reading import read_cells
from cellscanner_trainer.data import held
from cellscanner_trainer.data.labelled import DataSet, LabelCollector
from cellscanner_trainer.detector.config import DetectorConfig, InputConfig
from cellscanner_trainer.detector.sampling import CropSampler
from numpy.typing import NDArray

CROP, INPUT = CropConfig(size=32), InputConfig(crop=64, largest_cell_px=24)


@pytest.fixture
def data(tmp_path: Path) -> DataSet:
    """Three pictures of noise, of 90,000 bytes each."""
    pictures = []
    for number in range(3):
        noise = np.random.default_rng(number).integers(0, 256, (150, 200, 3), np.uint8)
        cv2.imwrite(str(tmp_path / f"{number}.png"), noise)
        collector = LabelCollector(200, 150)
        collector.add("cell", 0, (20, 30, 44, 50))
        pictures.append(collector.picture(tmp_path / f"{number}.png"))
    return DataSet(("cell",), tuple(pictures))


def is_mapped(pixels: NDArray[np.uint8]) -> bool:
    """Whether an array lies in a file."""
    return isinstance(pixels.base, np.memmap)


def test_what_does_not_fit_is_on_the_disk_and_the_same(data: DataSet, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen, folder = np.arange(3), data.pictures[0].path.parent
    names, config = sorted(folder.iterdir()), DetectorConfig(input=INPUT)
    in_memory = read_cells(data).cut(chosen, CROP), CropSampler(data, config).batch(0)[0]

    monkeypatch.setattr(held, "MOST_BYTES", 100_000)
    cells, sampler = read_cells(data), CropSampler(data, config)
    assert [is_mapped(pixels) for pixels in cells.pictures] == [False, True, True]
    assert [is_mapped(one.pixels) for one in sampler._pictures] == [False, True, True]
    assert sorted(folder.iterdir()) == names
    for ours, theirs in zip(in_memory, (cells.cut(chosen, CROP), sampler.batch(0)[0]), strict=True):
        assert torch.equal(ours, theirs)
