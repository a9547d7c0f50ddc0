"""From each target to the normal cells near it: what the effective score counts, as segments to draw."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from cellscanner_gateway.statistics.picture import PictureCells

MOST_SEGMENTS = 20_000
_TARGETS_AT_ONCE = 1024


@dataclass(frozen=True, eq=False)
class Neighbours:
    """`segments` (S, 4): x, y of a target's centre, x, y of a normal cell's, in pixels of the picture.

    Of the `targets` of the picture the first `drawn_targets` have all their segments.
    """

    segments: NDArray[np.float64]
    targets: int
    drawn_targets: int


def neighbours_of(cells: PictureCells, k: float, most: int = MOST_SEGMENTS) -> Neighbours:
    """Targets in their order until `most` segments are reached; a target's segments are all there or none is."""
    is_target, centres, radius = _targets(cells)
    targets, normals = centres[is_target], centres[~is_target]
    if not len(targets) or not len(normals):
        return Neighbours(np.empty((0, 4)), len(targets), len(targets))
    tree = cKDTree(normals)
    drawn = _fitting(tree, targets, k * radius, most)
    near = [tree.query_ball_point(one, k * radius, return_sorted=True) for one in targets[:drawn]]
    first = np.repeat(np.arange(drawn), [len(one) for one in near])
    second = np.array([index for one in near for index in one], np.intp)
    return Neighbours(np.concatenate([targets[first], normals[second]], axis=1), len(targets), drawn)


def counts_within(cells: PictureCells, ks: tuple[float, ...]) -> NDArray[np.float64]:
    """(N, K) normal cells within each k times the mean target radius of each target's centre; NaN for normal cells.

    Their mean over the targets is the effective score.
    """
    is_target, centres, radius = _targets(cells)
    counts = np.full((len(centres), len(ks)), np.nan)
    counts[is_target] = 0.0
    if is_target.any() and not is_target.all():
        tree = cKDTree(centres[~is_target])
        for column, k in enumerate(ks):
            counts[is_target, column] = tree.query_ball_point(centres[is_target], k * radius, return_length=True)
    return counts


def _targets(cells: PictureCells) -> tuple[NDArray[np.bool_], NDArray[np.float64], float]:
    """Which cells are targets, the centres of all cells, and the mean radius of the targets (0 without any)."""
    boxes = cells.boxes.astype(np.float64)
    is_target = np.array([name in cells.targets for name in cells.classes], np.bool_)[cells.class_index]
    sides = boxes[is_target, 2:] - boxes[is_target, :2]
    radius = float((sides.sum(axis=1) / 4).mean()) if is_target.any() else 0.0
    return is_target, (boxes[:, :2] + boxes[:, 2:]) / 2, radius


def _fitting(tree: cKDTree, targets: NDArray[np.float64], distance: float, most: int) -> int:
    """How many targets, from the first, have no more than `most` neighbours together."""
    before = 0
    for start in range(0, len(targets), _TARGETS_AT_ONCE):
        numbers = tree.query_ball_point(targets[start : start + _TARGETS_AT_ONCE], distance, return_length=True)
        totals = before + np.cumsum(numbers)
        if totals[-1] > most:
            return start + int(np.searchsorted(totals, most, side="right"))
        before = int(totals[-1])
    return len(targets)
