from collections.abc import Sequence

import pytest
from cellscanner_trainer.evaluation.bootstrap import bootstrap_interval


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def test_pictures_that_agree_leave_no_doubt() -> None:
    assert bootstrap_interval([0.8] * 10, mean) == pytest.approx((0.8, 0.8))


def test_the_interval_of_a_mean_is_about_two_standard_errors() -> None:
    # 100 values, half 0 and half 1: standard error 0.05.
    low, high = bootstrap_interval([0.0, 1.0] * 50, mean, samples=4000) or (0, 0)
    assert (low, high) == pytest.approx((0.402, 0.598), abs=0.015)


def test_the_seed_decides() -> None:
    values = [float(n) for n in range(9)]
    assert bootstrap_interval(values, mean, seed=1) == bootstrap_interval(values, mean, seed=1)
    assert bootstrap_interval(values, mean, seed=1) != bootstrap_interval(values, mean, seed=2)


def test_undefined_draws_are_left_out() -> None:
    assert bootstrap_interval([1.0], lambda _: None) is None
    assert bootstrap_interval([], mean) is None
