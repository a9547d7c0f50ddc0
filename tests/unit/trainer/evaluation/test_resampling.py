"""Figures under weights: the product's own measures where every picture counts once, and exact under other weights."""

import numpy as np
import pytest
from cellscanner_trainer.evaluation.detection import Detections, Truth, average_precision
from cellscanner_trainer.evaluation.resampling import draws, figures


def scene(seed: int, pictures: int) -> tuple[list[Detections], list[Truth]]:
    """Pictures of cells of two classes in a grid; some moved, some missed, some invented, some misnamed."""
    rng = np.random.default_rng(seed)
    found, truth = [], []
    for _ in range(pictures):
        corners = np.stack(np.meshgrid(np.arange(6), np.arange(5)), -1).reshape(-1, 2) * 40.0
        boxes = np.concatenate([corners, corners + 20], axis=1).astype(np.float32)
        classes = (rng.random(30) < 0.3).astype(np.int64)
        seen = rng.random(30) < 0.8
        moved = boxes[seen] + rng.normal(0, 3, (seen.sum(), 4)).astype(np.float32)
        strange = boxes[:3] + 300
        named = np.where(rng.random(seen.sum()) < 0.85, classes[seen], 1 - classes[seen])
        scores = rng.random(seen.sum() + 3).astype(np.float32)
        found.append(Detections(np.concatenate([moved, strange]), scores, np.concatenate([named, [0, 1, 0]])))
        truth.append(Truth(boxes, classes))
    return found, truth


def test_average_precision_is_that_of_coco() -> None:
    found, truth = scene(0, 4)
    ours = figures(found, truth, 2, 0.5, np.ones((1, 4)))
    coco, by_class = average_precision(found, truth)[0], average_precision(found, truth, 2)
    assert ours["ap50", None][0] == pytest.approx(coco[0], abs=1e-6)
    assert ours["ap", None][0] == pytest.approx(coco[1], abs=1e-6)
    assert [ours["ap50", index][0] for index in (0, 1)] == pytest.approx([by_class[0][0], by_class[1][0]], abs=1e-6)


def test_a_weight_of_two_is_the_picture_twice() -> None:
    found, truth = scene(1, 3)
    weighted = figures(found, truth, 2, 0.5, np.array([[2.0, 0.0, 1.0]]))
    repeated = figures([found[0], found[0], found[2]], [truth[0], truth[0], truth[2]], 2, 0.5, np.ones((1, 3)))
    assert weighted.keys() == repeated.keys()
    for key in weighted:
        assert weighted[key][0] == pytest.approx(repeated[key][0], abs=1e-3), key


def test_one_cell_found_one_misnamed_one_missed() -> None:
    boxes = np.array([[0, 0, 20, 20], [40, 0, 60, 20], [80, 0, 100, 20]], np.float32)
    truth = [Truth(boxes, np.array([0, 1, 1]))]
    found = [Detections(boxes[:2], np.array([0.9, 0.8], np.float32), np.array([0, 0]))]
    values = {key: value[0] for key, value in figures(found, truth, 2, 0.5, np.ones((1, 1))).items()}
    assert values["recall", None] == pytest.approx(2 / 3)
    assert values["f1", None] == pytest.approx(0.8)
    assert values["centroid_f1", None] == pytest.approx(0.8)
    assert values["count_error", None] == pytest.approx(1 / 3)
    assert (values["precision", 0], values["recall", 0]) == (0.5, 1.0)
    assert values["f1", 1] == 0
    assert values["balanced_accuracy", None] == 0.5
    assert values["mean_f1", None] == pytest.approx(1 / 3)


def test_what_cannot_be_divided_is_missing() -> None:
    nothing = Detections(np.empty((0, 4), np.float32), np.empty(0, np.float32), np.empty(0, np.int64))
    values = figures([nothing], [Truth(np.empty((0, 4), np.float32), np.empty(0, np.int64))], 2, 0.5, np.ones((1, 1)))
    assert all(np.isnan(value[0]) for value in values.values())


def test_draws_begin_with_all_pictures_once_and_hold_as_many() -> None:
    weights = draws(5, 20, seed=3)
    assert weights.shape == (21, 5)
    assert weights[0].tolist() == [1.0] * 5
    assert set(weights.sum(axis=1)) == {5.0}
    assert (weights[1:] != 1).any()
