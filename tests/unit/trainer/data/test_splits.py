from collections.abc import Callable
from pathlib import Path

import pytest
from cellscanner_trainer.data.errors import TrainingDataError
from cellscanner_trainer.data.splits import (
    folds_across_groups,
    folds_by_picture,
    folds_without_group,
    hold_out_last,
    read_splits,
)

NAMES = [f"{number:02}" for number in range(30)]


def test_every_picture_is_tested_once_and_no_fold_overlaps() -> None:
    folds = folds_by_picture(NAMES, 3, seed=0, calibrate=4)
    assert sorted(name for fold in folds for name in fold.test) == NAMES
    for fold in folds:
        assert (len(fold.train), len(fold.calibrate), len(fold.test)) == (16, 4, 10)
        assert len({*fold.train, *fold.calibrate, *fold.test}) == 30


def test_folds_depend_on_the_seed_and_not_on_the_order() -> None:
    assert folds_by_picture(NAMES[::-1], 3, seed=0, calibrate=4) == folds_by_picture(NAMES, 3, seed=0, calibrate=4)
    assert folds_by_picture(NAMES, 3, seed=1, calibrate=4) != folds_by_picture(NAMES, 3, seed=0, calibrate=4)


def test_too_few_pictures_are_refused() -> None:
    with pytest.raises(TrainingDataError, match="3 pictures are too few for 3 folds with 2 to calibrate"):
        folds_by_picture(["a", "b", "c"], 3, seed=0, calibrate=2)


def test_a_group_is_left_out_of_each_fold_or_dealt_over_all() -> None:
    groups = {name: "abc"[int(name) % 3] for name in NAMES}
    without = folds_without_group(groups, seed=0, calibrate=4)
    assert [{groups[name] for name in fold.test} for fold in without] == [{"a"}, {"b"}, {"c"}]
    across = folds_across_groups(groups, 5, seed=0, calibrate=4)
    assert all(sorted(groups[name] for name in fold.test) == [*"aabbcc"] for fold in across)
    for folds in (without, across):
        assert sorted(name for fold in folds for name in fold.test) == NAMES
        assert all(
            sorted(fold.train + fold.calibrate + fold.test) == NAMES and len(fold.calibrate) == 4 for fold in folds
        )
    assert folds_across_groups(dict(reversed(groups.items())), 5, seed=0, calibrate=4) == across


def test_one_group_alone_cannot_be_left_out() -> None:
    with pytest.raises(TrainingDataError, match="too few to learn from"):
        folds_without_group({"a": "all", "b": "all"}, seed=0, calibrate=0)


def test_the_last_pictures_are_held_out() -> None:
    assert hold_out_last(["a", "b", "c", "d"], 0.25) == (["a", "b", "c"], ["d"])


def test_a_picture_in_two_splits_is_refused(write: Callable[[str, object], Path]) -> None:
    with pytest.raises(TrainingDataError, match="a picture stands in two splits"):
        read_splits(write("splits.json", {"train": ["a"], "val": ["a"]}))
