"""Neighbours among points, by sorting them into the cells of a grid."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Indices = NDArray[np.intp]


@dataclass(frozen=True)
class Runs:
    """For each of N points a run of `members`: `members[starts[i] : starts[i] + lengths[i]]`."""

    members: Indices
    starts: Indices
    lengths: Indices

    def pairs(self) -> tuple[Indices, Indices]:
        """Every (point, member) of the runs."""
        first = np.repeat(np.arange(len(self.lengths)), self.lengths)
        offsets = np.arange(len(first)) - np.repeat(np.cumsum(self.lengths) - self.lengths, self.lengths)
        return first, self.members[np.repeat(self.starts, self.lengths) + offsets]


def neighbour_runs(points: Points, others: Points, reach: float) -> list[Runs]:
    """Runs that hold, for each point (N, 2), every one of `others` (M, 2) within `reach` on both axes, and some more.

    The three neighbouring cells of a grid row are one run of the sorted keys, so nine cells take three look-ups.
    """
    if not len(points) or not len(others):
        return []
    origin = np.minimum(points.min(axis=0), others.min(axis=0)) - reach
    column, row = np.floor((points - origin) / reach).astype(np.int64).T
    other_column, other_row = np.floor((others - origin) / reach).astype(np.int64).T
    stride = int(max(column.max(), other_column.max())) + 2
    keys = other_row * stride + other_column
    members = np.argsort(keys, kind="stable")
    keys = keys[members]
    runs = []
    for shift in (-1, 0, 1):
        middle = (row + shift) * stride + column
        starts = np.searchsorted(keys, middle - 1, side="left")
        runs.append(Runs(members, starts, np.searchsorted(keys, middle + 1, side="right") - starts))
    return runs


def pairs_within(points: Points, others: Points, distance: float) -> tuple[Indices, Indices]:
    """All pairs (row of `points`, row of `others`) no farther apart than `distance`, the border included.

    Sorted by point, then by other. Of targets and normal cells, this is what the effective score counts.
    """
    if distance < 0:
        raise ValueError("a distance is not negative")
    found = [run.pairs() for run in neighbour_runs(points, others, max(distance, 1e-6))]
    empty = np.empty(0, np.intp)
    first = np.concatenate([empty, *(pair[0] for pair in found)])
    second = np.concatenate([empty, *(pair[1] for pair in found)])
    near = ((points[first] - others[second]) ** 2).sum(axis=1) <= distance**2
    first, second = first[near], second[near]
    order = np.lexsort((second, first))
    return first[order], second[order]
