from itertools import pairwise

import numpy as np
import pytest
from cellscanner_shared.packages import Calibration
from cellscanner_trainer.detector.calibration import best_threshold, calibrate, outcomes
from cellscanner_trainer.detector.measuring import apply_calibration
from cellscanner_trainer.evaluation.detection import Detections, Truth

SPACING = 40.0


def picture(scores: list[float], hits: list[bool], missed: int = 0) -> tuple[Detections, Truth]:
    """Detections on a line, those that hit upon a cell; `missed` further cells nobody found."""
    boxes = np.array([[n * SPACING, 0, n * SPACING + 20, 20] for n in range(len(scores) + missed)], np.float32)
    true = [boxes[n] for n, hit in enumerate(hits) if hit] + list(boxes[len(scores) :])
    found = Detections(boxes[: len(scores)], np.array(scores, np.float32), np.zeros(len(scores), np.int64))
    return found, Truth(np.array(true, np.float32).reshape(-1, 4), np.zeros(len(true), np.int64))


def test_the_best_threshold_by_hand() -> None:
    # F1 after each detection, of 4 cells: 2/5, 4/6, 4/7, 6/8, 6/9: best after the fourth, halfway to the fifth.
    found, truth = picture([0.9, 0.8, 0.7, 0.6, 0.2], [True, True, False, True, False], missed=1)
    threshold, f1 = best_threshold(outcomes([found], [truth], "iou"))
    assert (threshold, f1) == pytest.approx((0.4, 0.75))


def test_pictures_are_judged_together() -> None:
    first, second = picture([0.9], [True]), picture([0.8, 0.1], [True, False])
    outcome = outcomes([first[0], second[0]], [first[1], second[1]], "centroid")
    assert outcome.scores.tolist() == pytest.approx([0.9, 0.8, 0.1])
    assert outcome.hits.tolist() == [True, True, False]
    assert outcome.cells == 2


@pytest.mark.parametrize("shape", [0.3, 1.0, 3.0])
def test_one_half_is_the_best_operating_point_and_the_map_rises(shape: float) -> None:
    rng = np.random.default_rng(0)
    scores = np.sort(rng.random(2000))[::-1] ** shape
    hits = rng.random(2000) < scores ** (1 / shape)
    found, truth = picture(scores.tolist(), hits.tolist(), missed=50)
    calibration, f1 = calibrate([found], [truth], "iou")
    assert all(a < b for a, b in pairwise(calibration.raw))
    assert all(a < b for a, b in pairwise(calibration.calibrated))
    threshold, best = best_threshold(outcomes([found], [truth], "iou"))
    assert np.interp(threshold, calibration.raw, calibration.calibrated) == pytest.approx(0.5, abs=1e-4)
    assert f1 == best
    calibrated = apply_calibration(found, calibration).scores
    for low, high in ((0.1, 0.3), (0.6, 0.8), (0.85, 0.97)):
        part = (calibrated >= low) & (calibrated < high)
        assert hits[part].mean() == pytest.approx(calibrated[part].mean(), abs=0.15)


def test_too_few_detections_leave_scores_as_they_are() -> None:
    found, truth = picture([0.9, 0.2], [True, False])
    assert calibrate([found], [truth], "iou") == (Calibration(), 0.0)


def test_scores_follow_a_picture_where_the_calibration_says_so() -> None:
    raw = np.concatenate([np.full(40, 0.6), np.full(160, 0.4), np.full(300, 0.03)]).astype(np.float32)
    found = Detections(np.zeros((500, 4), np.float32), raw, np.zeros(500, np.int64))

    kept = [
        len(apply_calibration(found, Calibration(follows_picture=follows)).at(0.5).scores) for follows in (False, True)
    ]

    assert kept == [40, 200]
