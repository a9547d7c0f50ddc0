"""What is doubtful about the cells of a picture, worked out by hand."""

import numpy as np
import pytest
from cellscanner_gateway.annotations.label_next import Doubts, doubts
from cellscanner_shared.cells import CellTable


def table(boxes: list[list[float]], score: list[float], class_score: list[float], corrected: list[bool]) -> CellTable:
    return CellTable(
        boxes=np.array(boxes, np.float32).reshape(-1, 4),
        score=np.array(score, np.float32),
        class_index=np.zeros(len(boxes), np.uint8),
        class_score=np.array(class_score, np.float32),
        detector_class_index=np.zeros(len(boxes), np.uint8),
        corrected=np.array(corrected, np.bool_),
        classes=("cell",),
        detector_classes=("cell",),
        model="base/tiny@1",
    )


def test_shares_of_doubtful_overruled_and_crowded_cells() -> None:
    boxes: list[list[float]] = [[0, 0, 10, 10], [2, 0, 12, 10], [50, 50, 60, 60], [80, 80, 90, 90]]
    found = doubts(table(boxes, [0.9, 0.6, 0.9, 0.9], [0.9, 0.9, 0.7, np.nan], [False, False, False, True]))
    assert found == Doubts(cells=4, low_confidence=0.5, overruled=0.25, crowded=0.5)
    assert found.score == pytest.approx((0.5 * 0.5 + 0.3 * 0.25 + 0.2 * 0.5) * 4 / 9)


def test_a_picture_without_cells_has_no_doubts() -> None:
    assert doubts(table([], [], [], [])) == Doubts(0, 0.0, 0.0, 0.0)
    assert Doubts(0, 0.0, 0.0, 0.0).score == 0.0


def test_few_cells_count_less_than_many() -> None:
    assert Doubts(2, 1.0, 0.0, 0.0).score < Doubts(200, 0.5, 0.0, 0.0).score
