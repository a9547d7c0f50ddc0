"""Do groups differ? Rank tests on per-picture values, with an effect size, and the reason where there is no test."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy import stats

LEAST_PER_GROUP = 3
_SAMPLES = 2000
_TAIL = 0.025

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Comparison:
    """One test of one metric. `p_holm` is corrected over the pairs of its metric; `reason` says why there is no p.

    `effect` is epsilon squared for Kruskal-Wallis, and for Mann-Whitney Cliff's delta of the first group over the
    second (1: every value of the first is larger) with its 95 % bootstrap interval.
    """

    metric: str
    kind: str
    groups: tuple[str, ...]
    n: tuple[int, ...]
    statistic: float | None = None
    p: float | None = None
    p_holm: float | None = None
    effect: float | None = None
    effect_low: float | None = None
    effect_high: float | None = None
    reason: str | None = None


def compare(metric: str, groups: Mapping[str, Sequence[float]], control: str | None) -> list[Comparison]:
    """Kruskal-Wallis over all groups and Mann-Whitney for each pair, or for each group against `control`.

    Args:
        metric: name that stands in the results.
        groups: values of each group, one a unit (a picture, or the mean of a specimen), without missing ones.
        control: the group that the others are held against; None for every pair.
    """
    values = {name: np.asarray(one, np.float64) for name, one in groups.items()}
    if len(values) < 2:
        return []
    pairs = [(name, control) for name in values if name != control] if control else list(combinations(values, 2))
    overall = [kruskal_wallis(metric, values)] if len(values) > 2 else []
    return overall + holm([mann_whitney(metric, values, pair) for pair in pairs])


def kruskal_wallis(metric: str, groups: Mapping[str, Values]) -> Comparison:
    """All groups at once; Kruskal and Wallis, JASA 47 (1952). Epsilon squared is H (n + 1) / (n^2 - 1)."""
    names, numbers = tuple(groups), tuple(len(one) for one in groups.values())
    reason = _no_test(list(groups.values()))
    if reason:
        return Comparison(metric, "kruskal-wallis", names, numbers, reason=reason)
    result = stats.kruskal(*groups.values())
    total = sum(numbers)
    effect = float(result.statistic) * (total + 1) / (total**2 - 1)
    return Comparison(
        metric, "kruskal-wallis", names, numbers, float(result.statistic), float(result.pvalue), effect=effect
    )


def mann_whitney(metric: str, groups: Mapping[str, Values], pair: tuple[str, str]) -> Comparison:
    """Two groups, two-sided; Mann and Whitney, Ann. Math. Statist. 18 (1947)."""
    first, second = groups[pair[0]], groups[pair[1]]
    numbers = (len(first), len(second))
    reason = _no_test([first, second])
    if reason:
        return Comparison(metric, "mann-whitney", pair, numbers, reason=reason)
    result = stats.mannwhitneyu(first, second, alternative="two-sided")
    low, high = _delta_interval(first, second)
    delta = 2 * float(result.statistic) / (numbers[0] * numbers[1]) - 1
    return Comparison(
        metric,
        "mann-whitney",
        pair,
        numbers,
        float(result.statistic),
        float(result.pvalue),
        effect=delta,
        effect_low=low,
        effect_high=high,
    )


def holm(tests: Sequence[Comparison]) -> list[Comparison]:
    """The same tests with `p_holm`; Holm, Scand. J. Statist. 6 (1979). Tests without p do not count."""
    order = sorted((i for i, test in enumerate(tests) if test.p is not None), key=lambda i: tests[i].p or 0.0)
    corrected: dict[int, float] = {}
    highest = 0.0
    for rank, i in enumerate(order):
        highest = max(highest, min(1.0, (len(order) - rank) * (tests[i].p or 0.0)))
        corrected[i] = highest
    return [replace(test, p_holm=corrected.get(i)) for i, test in enumerate(tests)]


def _no_test(groups: Sequence[Values]) -> str | None:
    if min(len(one) for one in groups) < LEAST_PER_GROUP:
        return "fewer-than-three"
    if len(np.unique(np.concatenate(groups))) == 1:
        return "all-values-equal"
    return None


def _delta_interval(first: Values, second: Values) -> tuple[float, float]:
    """Percentile bootstrap of Cliff's delta; seeded, so that the same values give the same digits in any order."""
    rng = np.random.default_rng(0)
    signs = np.sign(np.sort(first)[:, None] - np.sort(second)[None, :])
    rows = rng.multinomial(len(first), np.full(len(first), 1 / len(first)), _SAMPLES).astype(np.float64)
    columns = rng.multinomial(len(second), np.full(len(second), 1 / len(second)), _SAMPLES).astype(np.float64)
    # Whole numbers until the last division: a delta of zero is zero, and no sum depends on its order.
    deltas = np.einsum("sn,nm,sm->s", rows, signs, columns, optimize=True) / signs.size
    low, high = np.quantile(deltas, [_TAIL, 1 - _TAIL])
    return float(low), float(high)
