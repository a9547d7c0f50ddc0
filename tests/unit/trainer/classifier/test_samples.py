import numpy as np
import pytest
from cellscanner_trainer.classifier.config import ClassifierConfig, CropConfig, JitterConfig
from cellscanner_trainer.classifier.samples import (
    LabelledCells,
    balanced_epoch,
    class_weights,
    epoch_order,
    jitter_boxes,
    mix,
)


def test_an_epoch_holds_as_many_normal_cells_as_targets() -> None:
    labels = np.array([0] * 90 + [1] * 10)
    epoch = balanced_epoch(labels, 2, None, np.random.default_rng(0))
    assert np.bincount(labels[epoch]).tolist() == [10, 10]
    assert sorted(epoch[epoch >= 90].tolist()) == list(range(90, 100))


def test_normal_cells_are_drawn_anew_for_each_epoch() -> None:
    labels = np.array([0] * 90 + [1] * 10)
    rng = np.random.default_rng(0)
    first, second = (set(balanced_epoch(labels, 2, None, rng).tolist()) for _ in range(2))
    assert first != second


def test_a_rare_class_repeats_its_cells_where_more_are_asked_for() -> None:
    labels = np.array([0, 0, 0, 0, 1, 2, 2])
    epoch = balanced_epoch(labels, 3, 4, np.random.default_rng(0))
    assert np.bincount(labels[epoch]).tolist() == [4, 4, 4]


def test_a_class_without_cells_is_refused() -> None:
    with pytest.raises(ValueError, match="no cell"):
        balanced_epoch(np.array([0, 0]), 2, None, np.random.default_rng(0))


def test_jitter_strays_by_the_given_share_of_the_box() -> None:
    boxes = np.tile(np.array([[100, 100, 120, 140]], np.float32), (4000, 1))
    moved = jitter_boxes(boxes, JitterConfig(shift=0.1, scale=0.2), np.random.default_rng(0))
    centres = (moved[:, :2] + moved[:, 2:]) / 2
    assert centres.mean(0) == pytest.approx([110, 120], abs=0.3)
    assert centres.std(0) == pytest.approx([2, 4], rel=0.1)
    assert np.log((moved[:, 2] - moved[:, 0]) / 20).std() == pytest.approx(0.2, rel=0.1)
    assert moved.dtype == np.float32


def test_crops_come_in_the_order_asked_for_whatever_their_pictures() -> None:
    pictures = [np.full((40, 40, 3), grey, np.uint8) for grey in (50, 200)]
    boxes = np.tile(np.array([[10, 10, 20, 20]], np.float32), (3, 1))
    cells = LabelledCells(pictures, np.array([0, 1, 0]), boxes, np.zeros(3, np.int64))
    crops = cells.cut(np.array([1, 0, 2, 1]), CropConfig(size=16, margin=0.25))
    assert crops.shape == (4, 3, 16, 16)
    assert crops.float().mean((1, 2, 3)).tolist() == [200, 50, 50, 200]


def test_replay_has_its_share_of_every_part_of_an_epoch() -> None:
    order = mix(np.arange(60), np.arange(100, 110), 0.25, np.random.default_rng(0))
    assert len(order) == 80
    assert sorted(order[order < 100].tolist()) == list(range(60))
    shares = [(part >= 100).mean() for part in np.array_split(order, 8)]
    assert min(shares) >= 0.2
    assert max(shares) <= 0.3


def test_a_class_that_only_the_replay_has_does_not_hinder_the_balance() -> None:
    order = epoch_order(np.array([0] * 9 + [2] * 3), ClassifierConfig(), np.random.default_rng(0))
    assert sorted((order >= 9).tolist()) == [False] * 3 + [True] * 3


def test_weights_give_every_class_the_same_sum() -> None:
    labels = np.array([0] * 6 + [2] * 2)
    weights = class_weights(labels, 3)
    assert weights.tolist() == pytest.approx([8 / 12, 1.0, 2.0])
    assert weights[labels].sum() == pytest.approx(8)
