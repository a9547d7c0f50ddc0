"""From pictures to groups: what is described, what is tested, and by which units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cellscanner_gateway.statistics.comparison import Comparison, compare


@dataclass(frozen=True)
class Measured:
    """The metrics of one picture and where it belongs. `group` and `specimen` are None where nobody named them."""

    group: str | None
    specimen: str | None
    metrics: Mapping[str, float | None]


@dataclass(frozen=True)
class Description:
    """One metric over the pictures of a group; `n` counts pictures that have it, `missing` those that do not."""

    n: int
    missing: int
    mean: float | None = None
    sd: float | None = None
    median: float | None = None
    q1: float | None = None
    q3: float | None = None
    least: float | None = None
    most: float | None = None


def describe(values: Sequence[float | None]) -> Description:
    """n, mean, standard deviation (n - 1; None for one value), quartiles and range of the values that are there."""
    present = np.array([value for value in values if value is not None], np.float64)
    missing = len(values) - len(present)
    if not len(present):
        return Description(0, missing)
    q1, median, q3 = (float(one) for one in np.quantile(present, [0.25, 0.5, 0.75]))
    sd = float(present.std(ddof=1)) if len(present) > 1 else None
    return Description(
        len(present), missing, float(present.mean()), sd, median, q1, q3, float(present.min()), float(present.max())
    )


def group_names(pictures: Sequence[Measured]) -> list[str]:
    """Named groups in the order in which their first pictures come."""
    return list(dict.fromkeys(one.group for one in pictures if one.group is not None))


def unit_of(pictures: Sequence[Measured]) -> str:
    """`specimen` where every picture of every named group has one, else `picture`."""
    grouped = [one for one in pictures if one.group is not None]
    return "specimen" if grouped and all(one.specimen is not None for one in grouped) else "picture"


def unit_values(pictures: Sequence[Measured], group: str, metric: str, unit: str) -> list[float]:
    """The values of a group that a test compares: of its pictures, or the means of its specimens; missing left out."""
    found = [
        (one.specimen, value)
        for one in pictures
        if one.group == group and (value := one.metrics.get(metric)) is not None
    ]
    if unit == "picture":
        return [value for _, value in found]
    specimens = dict.fromkeys(specimen for specimen, _ in found)
    return [float(np.mean([value for one, value in found if one == specimen])) for specimen in specimens]


def compare_groups(pictures: Sequence[Measured], metrics: Sequence[str], control: str | None) -> list[Comparison]:
    """The tests of every metric between the named groups."""
    unit, names = unit_of(pictures), group_names(pictures)
    return [
        test
        for metric in metrics
        for test in compare(metric, {name: unit_values(pictures, name, metric, unit) for name in names}, control)
    ]
