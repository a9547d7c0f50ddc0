"""Which cells count as corrected: those where detector and classifier both had an opinion, and differed."""

from pathlib import Path

import numpy as np
import pytest
from cellscanner_gateway.pipeline.handle import ModelHandle
from cellscanner_gateway.pipeline.parts import join_parts, tile_table
from cellscanner_shared.packages import verify_package
from tiny_models import write_package

LIVING, DEAD = [0.9, 0.1], [0.2, 0.8]


def model(folder: Path, *detector_classes: str) -> ModelHandle:
    """A model of the classes living and dead, whose detector names its own."""
    digest = write_package(folder / "package", detector={"classes": list(detector_classes)})
    manifest = verify_package(folder / "package")
    return ModelHandle(manifest.ref, digest, manifest)


@pytest.mark.parametrize(
    ("detector_classes", "corrected"),
    [
        (("living", "dead"), [False, True, True, False]),
        (("dead", "living"), [True, False, False, True]),
        # The second class is one that the classifier never gives: it has nothing to correct.
        (("living", "cell"), [False, False, False, False]),
        (("cell", "dead"), [False, False, False, False]),
        (("living", "dead", "cell"), [False, True, True, False]),
    ],
)
def test_only_a_changed_opinion_is_a_correction(
    tmp_path: Path, detector_classes: tuple[str, ...], corrected: list[bool]
) -> None:
    handle = model(tmp_path, *detector_classes)
    boxes, score = np.zeros((4, 4), np.float32), np.ones(4, np.float32)
    detector_class = np.array([0, 0, 1, 1], np.uint8)

    table = tile_table(handle, boxes, score, detector_class, np.array([LIVING, DEAD, LIVING, DEAD], np.float32))

    assert table.corrected.tolist() == corrected
    assert [cell["class"] for cell in table.to_cells()] == ["living", "dead", "living", "dead"]
    assert table.to_cells()[2]["detector_class"] == detector_classes[1]


def test_a_detector_of_cells_is_never_corrected(tmp_path: Path) -> None:
    handle = model(tmp_path, "cell")
    boxes, score = np.zeros((2, 4), np.float32), np.ones(2, np.float32)

    table = tile_table(handle, boxes, score, np.zeros(2, np.uint8), np.array([LIVING, DEAD], np.float32))

    assert table.corrected.tolist() == [False, False]
    assert [cell["class"] for cell in table.to_cells()] == ["living", "dead"]
    assert [cell["detector_class"] for cell in table.to_cells()] == ["cell", "cell"]


def test_a_field_without_cells_has_a_table_of_the_same_classes(tmp_path: Path) -> None:
    none = np.empty(0, np.float32)

    table = tile_table(model(tmp_path, "cell"), np.empty((0, 4), np.float32), none, np.empty(0, np.uint8), None)

    assert table.counts() == {"living": 0, "dead": 0}


def test_parts_side_by_side_become_one() -> None:
    """Two rows of three tiles without the middle one of the second: the rows stay, the gap stays."""
    row = [(0.0, 0.0, 10.0, 8.0), (10.0, 0.0, 20.0, 8.0), (20.0, 0.0, 30.0, 8.0)]
    below = [(0.0, 8.0, 10.0, 16.0), (20.0, 8.0, 30.0, 16.0)]
    assert join_parts([*row, *below]) == [(0, 0, 30, 8), (0, 8, 10, 16), (20, 8, 30, 16)]
    assert join_parts([]) == []
