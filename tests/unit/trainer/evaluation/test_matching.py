import numpy as np
import pytest
from cellscanner_shared.geometry import iou_matrix
from cellscanner_trainer.evaluation.matching import Match, match_by_centroid, match_by_iou, match_by_nearest
from numpy.typing import NDArray


def around(*centres: tuple[float, float], side: float = 10) -> NDArray[np.float32]:
    half = side / 2
    return np.array([[x - half, y - half, x + half, y + half] for x, y in centres], np.float32).reshape(-1, 4)


def pairs(match: Match) -> set[tuple[int, int]]:
    return {(int(p), int(t)) for p, t in zip(match.predicted, match.true, strict=True)}


def test_the_better_score_takes_the_box_though_the_other_overlaps_more() -> None:
    boxes = around((52, 50), (50, 50))
    match = match_by_iou(boxes, np.array([0.9, 0.8], np.float32), around((50, 50)))
    assert pairs(match) == {(0, 0)}
    assert (match.predictions, match.truths) == (2, 1)


def test_a_taken_box_leaves_the_next_best_one() -> None:
    truth = around((50, 50), (53, 50))
    match = match_by_iou(around((50, 50), (51, 50)), np.array([0.9, 0.8], np.float32), truth)
    assert pairs(match) == {(0, 0), (1, 1)}


def test_iou_of_exactly_the_limit_counts() -> None:
    truth = np.array([[0, 0, 10, 10]], np.float32)
    half = np.array([[0, 0, 10, 5]], np.float32)
    below = np.array([[0, 0, 10, 4.9]], np.float32)
    assert pairs(match_by_iou(half, np.ones(1, np.float32), truth)) == {(0, 0)}
    assert pairs(match_by_iou(below, np.ones(1, np.float32), truth)) == set()


def test_centroids_match_up_to_the_radius_and_not_beyond() -> None:
    assert pairs(match_by_centroid(around((12, 0)), around((0, 0)))) == {(0, 0)}
    assert pairs(match_by_centroid(around((12.1, 0)), around((0, 0)))) == set()
    assert pairs(match_by_centroid(around((0, 0)), around((0, 0)))) == {(0, 0)}


def test_as_many_centroid_pairs_as_possible_come_before_short_distances() -> None:
    # 0-0 alone would be the shortest (1 px) and leave prediction 1 without a partner within 12 px.
    predicted, truth = around((0, 0), (13, 0)), around((1, 0), (-10, 0))
    assert pairs(match_by_centroid(predicted, truth)) == {(0, 1), (1, 0)}


def test_far_groups_are_matched_apart() -> None:
    predicted = around((0, 0), (500, 500), (505, 500), (900, 0))
    truth = around((504, 500), (1, 0), (499, 500), (0, 900))
    match = match_by_centroid(predicted, truth)
    assert pairs(match) == {(0, 1), (1, 2), (2, 0)}
    assert (match.predictions, match.truths) == (4, 4)


def test_the_nearest_rule_goes_by_score() -> None:
    predicted, truth = around((0, 0), (13, 0)), around((1, 0), (-10, 0))
    match = match_by_nearest(predicted, np.array([0.9, 0.8], np.float32), truth)
    assert pairs(match) == {(0, 0)}


def test_nothing_matches_nothing() -> None:
    empty, one, score = around(), around((0, 0)), np.ones(1, np.float32)
    for match in (match_by_iou(one, score, empty), match_by_centroid(one, empty), match_by_nearest(one, score, empty)):
        assert (pairs(match), match.predictions, match.truths) == (set(), 1, 0)
    for match in (match_by_iou(empty, score[:0], one), match_by_centroid(empty, one)):
        assert (pairs(match), match.predictions, match.truths) == (set(), 0, 1)


@pytest.mark.parametrize("iou", [0.1, 0.5, 0.95])
def test_whoever_may_match_is_looked_at(iou: float) -> None:
    rng = np.random.default_rng(3)
    truth = rng.uniform(0, 400, (250, 2)).astype(np.float32)
    truth = np.hstack([truth, truth + rng.uniform(2, 60, (250, 2)).astype(np.float32)])
    boxes = np.concatenate([truth + rng.normal(0, spread, truth.shape) for spread in (0.3, 3, 10)]).astype(np.float32)
    boxes = boxes[(boxes[:, 2:] > boxes[:, :2]).all(axis=1)]
    scores = rng.integers(0, 20, len(boxes)).astype(np.float32)

    overlaps, expected = iou_matrix(boxes, truth).copy(), set()
    for row in np.argsort(-scores, kind="stable").tolist():
        if overlaps[row].max() >= iou:
            expected.add((row, column := int(overlaps[row].argmax())))
            overlaps[:, column] = -1

    assert len(expected) > 100
    assert pairs(match_by_iou(boxes, scores, truth, iou)) == expected
