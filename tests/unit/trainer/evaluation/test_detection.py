import numpy as np
import pytest
from cellscanner_trainer.evaluation.detection import (
    Detections,
    Score,
    Truth,
    average_precision,
    count_error,
    picture_score,
)
from numpy.typing import NDArray


def squares(*corners: tuple[float, float], side: float = 10) -> NDArray[np.float32]:
    return np.array([[x, y, x + side, y + side] for x, y in corners], np.float32).reshape(-1, 4)


def found(boxes: NDArray[np.float32], scores: list[float], classes: list[int] | None = None) -> Detections:
    return Detections(boxes, np.array(scores, np.float32), np.array(classes or [0] * len(scores), np.int64))


def cells(boxes: NDArray[np.float32], classes: list[int] | None = None) -> Truth:
    return Truth(boxes, np.array(classes or [0] * len(boxes), np.int64))


def test_precision_recall_and_f1_by_hand() -> None:
    score = Score(6, 2, 4)
    assert (score.precision, score.recall) == (0.75, 0.6)
    assert score.f1 == pytest.approx(2 / 3)
    assert Score(1, 2, 3) + Score(4, 5, 6) == Score(5, 7, 9)


def test_ratios_without_a_denominator_are_missing() -> None:
    score = Score(0, 0, 0)
    assert (score.precision, score.recall, score.f1) == (None, None, None)


def test_the_rules_differ_on_a_box_of_the_wrong_size() -> None:
    large = np.array([[-10, -10, 20, 20]], np.float32)
    truth = cells(squares((0, 0)))
    assert picture_score(found(large, [0.9]), truth, "centroid") == Score(1, 0, 0)
    assert picture_score(found(large, [0.9]), truth, "iou") == Score(0, 1, 1)


def test_a_confidence_keeps_scores_from_it_upwards() -> None:
    detections = found(squares((0, 0), (20, 0), (40, 0)), [0.9, 0.5, 0.49]).at(0.5)
    assert detections.scores.tolist() == pytest.approx([0.9, 0.5])


def test_count_error_is_the_mean_over_pictures_with_cells() -> None:
    assert count_error([11, 15, 3], [10, 20, 0]) == pytest.approx((0.1 + 0.25) / 2)
    assert count_error([3], [0]) is None


def test_average_precision_by_hand() -> None:
    # Best first: hit, miss, hit of two cells. Precision 1 up to recall 0.5, 2/3 up to 1: 51 and 50 of 101 points.
    detections = found(squares((0, 0), (200, 200), (50, 0)), [0.9, 0.8, 0.7])
    ap50, _ = average_precision([detections], [cells(squares((0, 0), (50, 0)))])[0]
    assert ap50 == pytest.approx((51 * 1 + 50 * 2 / 3) / 101, abs=1e-6)


def test_boxes_a_fifth_too_wide_hit_up_to_iou_080() -> None:
    wide = np.array([[0, 0, 12, 10]], np.float32)  # IoU 100 / 120 = 0.833: hits at 7 of the 10 limits
    ap50, ap = average_precision([found(wide, [0.9])], [cells(squares((0, 0)))])[0]
    assert (ap50, ap) == pytest.approx((1.0, 0.7))


def test_more_than_a_hundred_cells_of_a_picture_all_count() -> None:
    grid = squares(*[(20.0 * (n % 40), 20.0 * (n // 40)) for n in range(1200)])
    scores = np.linspace(0.9, 0.1, 1200).tolist()
    assert average_precision([found(grid, scores)], [cells(grid)])[0] == pytest.approx((1.0, 1.0))


def test_classes_are_apart_unless_taken_together() -> None:
    boxes = squares((0, 0), (50, 0))
    detections, truth = found(boxes, [0.9, 0.8], [0, 0]), cells(boxes, [0, 1])
    apart = average_precision([detections], [truth], 3)
    assert apart[0][0] == pytest.approx(1.0)
    assert apart[1][0] == 0.0
    assert set(apart) == {0, 1}
    assert average_precision([detections], [truth])[0][0] == pytest.approx(1.0)


def test_no_predictions_are_worth_nothing() -> None:
    assert average_precision([found(squares(), [])], [cells(squares((0, 0)))]) == {0: (0.0, 0.0)}
    assert average_precision([found(squares((0, 0)), [0.5])], [cells(squares())]) == {}
