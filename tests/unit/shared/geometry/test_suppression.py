import time

import numpy as np
import pytest
from cellscanner_shared.geometry import Boxes, iou_matrix, suppress
from hypothesis import given
from hypothesis import strategies as st


def naive(boxes: Boxes, scores: np.ndarray, iou: float) -> list[int]:
    """The textbook algorithm, box by box."""
    left = np.argsort(-scores, kind="stable").tolist()
    overlap = iou_matrix(boxes, boxes)
    kept = []
    while left:
        best = left.pop(0)
        kept.append(best)
        left = [other for other in left if overlap[best, other] <= iou]
    return kept


def test_best_first_and_class_agnostic() -> None:
    boxes = np.array([[0, 0, 10, 10], [100, 0, 110, 10], [1, 0, 11, 10], [0, 0, 4, 4]], np.float32)

    assert suppress(boxes, np.array([0.6, 0.7, 0.9, 0.1], np.float32), 0.5).tolist() == [2, 1, 3]


def test_a_box_that_is_gone_takes_no_other_with_it() -> None:
    boxes = np.array([[0, 0, 10, 10], [3, 0, 13, 10], [6, 0, 16, 10]], np.float32)

    assert suppress(boxes, np.array([0.9, 0.8, 0.7], np.float32), 0.4).tolist() == [0, 2]


def test_overlap_at_the_threshold_stays() -> None:
    boxes = np.array([[0, 0, 10, 10], [0, 0, 10, 5]], np.float32)

    assert suppress(boxes, np.array([0.9, 0.8], np.float32), 0.5).tolist() == [0, 1]


def test_nothing_and_empty_boxes() -> None:
    assert suppress(np.empty((0, 4), np.float32), np.empty(0, np.float32), 0.5).tolist() == []
    assert suppress(np.zeros((3, 4), np.float32), np.ones(3, np.float32), 0.5).tolist() == [0, 1, 2]


coordinate = st.floats(0, 60, width=32)
side = st.floats(0.5, 40, width=32)


@given(
    st.lists(st.tuples(coordinate, coordinate, side, side, st.integers(0, 9)), max_size=40),
    st.sampled_from([0.0, 0.1, 0.3, 0.5, 0.7, 0.95]),
)
def test_same_as_the_textbook(rows: list[tuple[float, float, float, float, int]], iou: float) -> None:
    boxes = np.array([(x, y, x + w, y + h) for x, y, w, h, _ in rows], np.float32).reshape(-1, 4)
    scores = np.array([score / 10 for *_, score in rows], np.float32)

    assert suppress(boxes, scores, iou).tolist() == naive(boxes, scores, iou)


@pytest.mark.parametrize("crowd", [1, 100, 2000])
def test_halving_gives_the_same_as_the_textbook(monkeypatch: pytest.MonkeyPatch, crowd: int) -> None:
    monkeypatch.setattr("cellscanner_shared.geometry.suppression._MOST_PAIRS", 50)
    rng = np.random.default_rng(crowd)
    corner = rng.uniform(0, crowd, (300, 2))
    boxes = np.concatenate([corner, corner + rng.uniform(5, 60, (300, 2))], axis=1).astype(np.float32)
    scores = rng.uniform(size=300).astype(np.float32)

    assert suppress(boxes, scores, 0.5).tolist() == naive(boxes, scores, 0.5)


@pytest.mark.parametrize("size", [0.0, 1000.0, 20000.0])
def test_fifty_thousand_boxes_are_quick_however_they_crowd(size: float) -> None:
    rng = np.random.default_rng(1)
    corner = rng.uniform(0, max(size, 1e-6), (50_000, 2))
    boxes = np.concatenate([corner, corner + rng.uniform(15, 30, (50_000, 2))], axis=1).astype(np.float32)
    begin = time.process_time()

    kept = suppress(boxes, rng.uniform(size=50_000).astype(np.float32), 0.5)

    # Generous, for a busy machine; docs/benchmarks.md has the measured time.
    assert time.process_time() - begin < 5
    assert len(kept) > (40_000 if size == 20000 else 0)
