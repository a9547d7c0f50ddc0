"""Greedy non-maximum suppression that ignores the class, has no cap, and stays fast where cells crowd.

Only boxes near each other and alike in size can overlap by more than the threshold t: IoU > t bounds the ratio of their
sides by t and the distance of their centres, on each axis, by (1 - t) times the longer side. So boxes are sorted into
octaves of size and, within an octave, into a grid of that distance, and only neighbours are compared.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from cellscanner_shared.geometry.boxes import Boxes, centres, paired_iou
from cellscanner_shared.geometry.grid import Indices, Runs, neighbour_runs

_MOST_PAIRS = 4_000_000
_SMALLEST_SIDE = 1e-3


def suppress(boxes: Boxes, scores: NDArray[np.float32], iou: float) -> Indices:
    """Indices of the boxes that stay, best first: a box goes if its IoU with a better one that stays exceeds `iou`.

    Equal scores keep their order. Same result as the textbook greedy algorithm, whatever the classes.
    """
    order = np.argsort(-scores, kind="stable")
    return order[_greedy(boxes[order], iou)]


def _greedy(boxes: Boxes, iou: float) -> Indices:
    """Indices that stay, of boxes sorted best first; halves the problem where there are too many pairs to compare."""
    finder = _Neighbours(boxes, boxes, iou)
    if finder.pair_count <= _MOST_PAIRS or len(boxes) < 2:
        return _resolve(len(boxes), *finder.pairs(ordered=True))
    half = len(boxes) // 2
    first = _greedy(boxes[:half], iou)
    # Boxes that stayed cannot crowd, so this comparison is small.
    beaten = np.zeros(len(boxes) - half, bool)
    beaten[_Neighbours(boxes[first], boxes[half:], iou).pairs(ordered=False)[1]] = True
    rest = half + np.flatnonzero(~beaten)
    return np.concatenate([first, rest[_greedy(boxes[rest], iou)]])


def _resolve(count: int, better: Indices, worse: Indices) -> Indices:
    """Walk the overlapping pairs from the best box on; a box that is gone takes no other with it."""
    order = np.argsort(better, kind="stable")
    worse = worse[order]
    leaders, starts, lengths = np.unique(better[order], return_index=True, return_counts=True)
    stays = np.ones(count, bool)
    for leader, start, length in zip(leaders.tolist(), starts.tolist(), lengths.tolist(), strict=True):
        if stays[leader]:
            stays[worse[start : start + length]] = False
    return np.flatnonzero(stays)


class _Neighbours:
    """Finds the pairs (row of `a`, row of `b`) whose IoU exceeds `iou`."""

    def __init__(self, a: Boxes, b: Boxes, iou: float) -> None:
        self._a, self._b, self._iou = a, b, iou
        self._candidates = list(self._find())
        self.pair_count = sum(int(runs.lengths.sum()) for _, _, runs in self._candidates)

    def pairs(self, *, ordered: bool) -> tuple[Indices, Indices]:
        """The pairs; `ordered` (for `a` and `b` the same boxes) gives each once, the better box first."""
        found = [self._compare(*candidate, ordered=ordered) for candidate in self._candidates]
        empty = np.empty(0, np.intp)
        return (
            np.concatenate([empty, *(first for first, _ in found)]),
            np.concatenate([empty, *(second for _, second in found)]),
        )

    def _compare(self, rows: Indices, members: Indices, runs: Runs, *, ordered: bool) -> tuple[Indices, Indices]:
        first, second = runs.pairs()
        first, second = rows[first], members[second]
        if ordered:
            rising = first < second
            first, second = first[rising], second[rising]
        overlap = paired_iou(self._a[first], self._b[second]) > self._iou
        return first[overlap], second[overlap]

    def _find(self) -> Iterator[tuple[Indices, Indices, Runs]]:
        """Rows of `a`, rows of `b`, and the runs of the latter that hold every possible partner of the former."""
        octave_a, octave_b = _octaves(self._a), _octaves(self._b)
        reach = int(np.ceil(np.log2(1 / max(self._iou, _SMALLEST_SIDE))))
        for low in np.unique(octave_a).tolist():
            rows = np.flatnonzero(octave_a == low)
            for high in np.unique(octave_b[np.abs(octave_b - low) <= reach]).tolist():
                members = np.flatnonzero(octave_b == high)
                # Slightly wider than the bound: float32 centres of far-away boxes round.
                cell = 2.0 ** (max(low, high) + 1) * max(1 - self._iou, 0.01) * 1.001
                for runs in neighbour_runs(centres(self._a[rows]), centres(self._b[members]), cell):
                    yield rows, members, runs


def _octaves(boxes: Boxes) -> NDArray[np.int64]:
    longest = np.maximum((boxes[:, 2:] - boxes[:, :2]).max(axis=1, initial=0), _SMALLEST_SIDE)
    return np.asarray(np.floor(np.log2(longest)).astype(np.int64))
