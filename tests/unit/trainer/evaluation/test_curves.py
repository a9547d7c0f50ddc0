"""Confusion and calibration of two pictures that a hand can count."""

import numpy as np
from cellscanner_trainer.evaluation.curves import detail_of
from cellscanner_trainer.evaluation.detection import Detections, Truth
from cellscanner_trainer.evaluation.resampling import draws

CELLS = np.array([[0, 0, 10, 10], [20, 0, 30, 10], [40, 0, 50, 10]], np.float32)
NOWHERE = np.array([[80, 80, 90, 90]], np.float32)


def truth(*classes: int) -> Truth:
    return Truth(CELLS[: len(classes)], np.array(classes, np.int64))


def found(scores: list[float], classes: list[int], *, wrong: bool = False) -> Detections:
    boxes = np.concatenate([CELLS[: len(scores) - wrong], NOWHERE[: int(wrong)]])
    return Detections(boxes, np.array(scores, np.float32), np.array(classes, np.int64))


# Of three true a and two true b, all found: one b is taken for an a. One detection of 0.62 is no cell.
FOUND = (found([0.95, 0.96, 0.85], [0, 0, 0]), found([0.64, 0.91, 0.62], [0, 1, 0], wrong=True))
TRUTH = (truth(0, 0, 1), truth(0, 1))


def test_confusion_counts_the_cells_found_and_shares_them_by_true_class() -> None:
    detail = detail_of(FOUND, TRUTH, ("a", "b"), 0.5, draws(2, 0, seed=0))
    counted = {(one.true, one.named): (one.cells, one.share.value) for one in detail.confusion}
    assert counted == {("a", "a"): (3, 1.0), ("a", "b"): (0, 0.0), ("b", "a"): (1, 0.5), ("b", "b"): (1, 0.5)}
    assert all(one.share.low is None for one in detail.confusion)


def test_calibration_holds_scores_against_what_is_a_cell() -> None:
    detail = detail_of(FOUND, TRUTH, ("a", "b"), 0.5, draws(2, 0, seed=0))
    points = [(one.detections, round(one.score, 3), one.right.value) for one in detail.calibration]
    assert points == [(2, 0.63, 0.5), (1, 0.85, 1.0), (3, 0.94, 1.0)]


def test_intervals_hold_what_the_draws_of_pictures_give() -> None:
    detail = detail_of(FOUND, TRUTH, ("a", "b"), 0.5, draws(2, 200, seed=0))
    missed = next(one for one in detail.confusion if (one.true, one.named) == ("b", "a"))
    # The first picture alone says 1, the second alone 0, both 0.5.
    assert (missed.share.low, missed.share.value, missed.share.high) == (0.0, 0.5, 1.0)


def test_a_class_that_is_not_compared_is_left_out_and_nothing_is_divided_by_none() -> None:
    detail = detail_of((found([0.9], [1]),), (truth(1),), ("a",), 0.5, draws(1, 0, seed=0))
    (only,) = detail.confusion
    assert (only.cells, only.share.value) == (0, None)
    assert detail_of((found([], []),), (truth(0),), (), 0.5, draws(1, 0, seed=0)).calibration == ()


def test_a_score_of_one_belongs_to_the_last_tenth() -> None:
    (point,) = detail_of((found([1.0], [0]),), (truth(0),), (), 0.5, draws(1, 0, seed=0)).calibration
    assert (point.detections, point.score, point.right.value) == (1, 1.0, 1.0)
