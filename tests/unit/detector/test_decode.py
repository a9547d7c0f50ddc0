"""Decoding by hand-written head outputs."""

import numpy as np
import pytest
from cellscanner_detector.decode import Candidates, decode, raw_threshold, select
from cellscanner_shared.packages import Calibration
from cellscanner_shared.scores import calibrated

IDENTITY = Calibration()


def test_anchor_free_takes_the_best_class() -> None:
    raw = np.array([[10, 50, 90], [20, 60, 95], [4, 8, 2], [6, 10, 2], [0.2, 0.9, 0.1], [0.7, 0.3, 0.2]], np.float32)

    found = decode(raw, "anchor-free", 0.5)

    assert found.boxes.tolist() == [[8, 17, 12, 23], [46, 55, 54, 65]]
    np.testing.assert_allclose(found.scores, [0.7, 0.9])
    assert found.classes.tolist() == [1, 0]


def test_anchor_based_multiplies_by_objectness() -> None:
    raw = np.array(
        [[10, 20, 4, 6, 0.5, 0.2, 0.8], [50, 60, 8, 10, 0.9, 1.0, 0.3], [90, 95, 2, 2, 0.3, 1.0, 1.0]], np.float32
    )

    found = decode(raw, "anchor-based", 0.35)

    assert found.boxes.tolist() == [[8, 17, 12, 23], [46, 55, 54, 65]]
    np.testing.assert_allclose(found.scores, [0.4, 0.9])
    assert found.classes.tolist() == [1, 0]


@pytest.mark.parametrize(
    ("head", "shape"), [("anchor-free", (6, 0)), ("anchor-free", (5, 3)), ("anchor-based", (0, 7))]
)
def test_nothing_is_found_in_nothing(head: str, shape: tuple[int, int]) -> None:
    found = decode(np.zeros(shape, np.float32), head, 0.5)  # type: ignore[arg-type]

    assert found.boxes.shape == (0, 4)
    assert select(found, IDENTITY, 0.5, 0.5).scores.shape == (0,)


def test_calibration_is_piecewise_linear_and_its_inverse_agrees() -> None:
    calibration = Calibration(raw=(0.0, 0.3, 1.0), calibrated=(0.0, 0.5, 1.0))

    np.testing.assert_allclose(calibrated(np.array([0.15, 0.3, 0.65], np.float32), calibration), [0.25, 0.5, 0.75])
    assert raw_threshold(calibration, 0.75) == pytest.approx(0.65, abs=1e-5)
    assert raw_threshold(calibration, 0.0) == pytest.approx(0.0006, abs=1e-5)


def test_suppression_ignores_the_class_and_keeps_the_best() -> None:
    boxes = np.array([[0, 0, 10, 10], [1, 0, 11, 10], [30, 30, 40, 40]], np.float32)
    candidates = Candidates(boxes, np.array([0.6, 0.9, 0.7], np.float32), np.array([0, 1, 0]))

    kept = select(candidates, IDENTITY, 0.5, 0.5)

    np.testing.assert_allclose(kept.scores, [0.9, 0.7])
    assert kept.classes.tolist() == [1, 0]


def test_boxes_without_a_size_are_no_cells() -> None:
    boxes = np.array([[0, 0, 0, 10], [5, 5, 4, 9], [0, 0, np.inf, 9], [0, 0, np.nan, 9], [1, 1, 2, 2]], np.float32)
    candidates = Candidates(boxes, np.full(5, 0.9, np.float32), np.zeros(5, np.intp))

    assert select(candidates, IDENTITY, 0.5, 0.5).boxes.tolist() == [[1, 1, 2, 2]]
