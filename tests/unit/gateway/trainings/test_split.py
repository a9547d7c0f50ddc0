"""By picture, alike frames together, the hold-out frozen, and the same every time."""

import numpy as np
import pytest
from cellscanner_gateway.trainings.split import Shares, split

SHARES = Shares(validation=0.2, hold_out=0.1)


def alone(pictures: int) -> list[list[int]]:
    return [[index] for index in range(pictures)]


@pytest.mark.parametrize(
    ("pictures", "train", "val", "test"), [(3, 1, 1, 1), (10, 7, 2, 1), (12, 9, 2, 1), (50, 35, 10, 5)]
)
def test_seven_two_one(pictures: int, train: int, val: int, test: int) -> None:
    sides = split(alone(pictures), np.ones((pictures, 1), np.int64), set(), SHARES, seed=3)

    assert (sides.count("train"), sides.count("val"), sides.count("test")) == (train, val, test)


def test_the_same_seed_gives_the_same_sides_and_another_one_others() -> None:
    counts = np.ones((30, 1), np.int64)
    first, again, other = (split(alone(30), counts, set(), SHARES, seed) for seed in (1, 1, 2))

    assert first == again
    assert first != other


def test_alike_frames_stay_together() -> None:
    groups = [[0, 1, 2], [3], [4, 5], [6], [7], [8], [9]]

    for seed in range(20):
        sides = split(groups, np.ones((10, 1), np.int64), set(), SHARES, seed)
        assert all(len({sides[index] for index in group}) == 1 for group in groups)
        assert set(sides) == {"train", "val", "test"}


def test_a_frozen_hold_out_stays_and_takes_in_only_what_looks_like_it() -> None:
    groups = [[0], [1, 2], *([index] for index in range(3, 20))]

    for seed in range(20):
        sides = split(groups, np.ones((20, 1), np.int64), {1}, SHARES, seed)
        assert [index for index, side in enumerate(sides) if side == "test"] == [1, 2]
        assert sides.count("val") == 4


def test_a_rare_class_is_learned_before_it_is_measured() -> None:
    counts = np.array([[5, 0]] * 9 + [[5, 1]], np.int64)

    for seed in range(20):
        assert split(alone(10), counts, set(), SHARES, seed)[9] == "train"


def test_every_class_is_spread_over_the_sides() -> None:
    counts = np.array([[4, 0]] * 10 + [[0, 4]] * 10, np.int64)

    sides = np.array(split(alone(20), counts, set(), SHARES, seed=0))

    assert counts[sides == "test"].sum(axis=0).tolist() == [4, 4]
    assert counts[sides == "val"].sum(axis=0).tolist() == [8, 8]


def test_two_pictures_are_not_enough_for_three_sides() -> None:
    assert "train" in split(alone(2), np.ones((2, 1), np.int64), set(), SHARES, seed=0)
    assert split(alone(1), np.ones((1, 1), np.int64), set(), SHARES, seed=0) == ["train"]
