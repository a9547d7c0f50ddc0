"""Intervals by resampling pictures: fields of one picture are not independent, pictures nearly are."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")


def bootstrap_interval(
    pictures: Sequence[T],
    statistic: Callable[[Sequence[T]], float | None],
    *,
    seed: int = 0,
    samples: int = 1000,
    level: float = 0.95,
) -> tuple[float, float] | None:
    """Percentile interval of `statistic` over pictures drawn with replacement.

    Draws for which the statistic is None are left out; None if all are. Efron and Tibshirani, An Introduction to the
    Bootstrap (1993), chapter 13.
    """
    rng = np.random.default_rng(seed)
    draws = (rng.integers(len(pictures), size=len(pictures)) for _ in range(samples if pictures else 0))
    values = [value for draw in draws if (value := statistic([pictures[i] for i in draw])) is not None]
    if not values:
        return None
    tail = (1 - level) / 2
    low, high = np.quantile(values, [tail, 1 - tail])
    return float(low), float(high)
