"""How alike two annotators' labels are: which cells both have, and whether they call them the same."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from cellscanner_shared.geometry.boxes import paired_iou
from cellscanner_shared.geometry.grid import pairs_within
from numpy.typing import NDArray

from cellscanner_gateway.annotations.cells import Content

LEAST_OVERLAP = 0.5
_LEAST_AREA = 1e-12
Boxes = NDArray[np.float64]


@dataclass(frozen=True)
class Agreement:
    """`confusion` counts the matched cells by their class in the first and in the second."""

    cells: tuple[int, int]
    matched: int
    f1: float | None
    kappa: float | None
    confusion: dict[str, dict[str, int]]


def agreement(first: Content, second: Content) -> Agreement:
    """F1 of finding cells (overlap of at least 0.5, each cell once, the best overlaps first), and Cohen's kappa.

    Kappa: J. Cohen, Educational and Psychological Measurement 20 (1960) 37, over the classes of the matched cells.
    """
    a, b = list(first.cells.values()), list(second.cells.values())
    pairs = match([cell.box for cell in a], [cell.box for cell in b])
    seen = Counter((a[i].class_name, b[j].class_name) for i, j in pairs)
    names = list(dict.fromkeys([*first.classes, *second.classes]))
    return Agreement(
        cells=(len(a), len(b)),
        matched=len(pairs),
        f1=2 * len(pairs) / (len(a) + len(b)) if a or b else None,
        kappa=kappa(seen),
        confusion={one: {other: seen[one, other] for other in names} for one in names},
    )


def kappa(seen: Counter[tuple[str, str]]) -> float | None:
    """Cohen's kappa of a table of pairs; None without pairs, or where chance alone would agree always."""
    total = seen.total()
    if not total:
        return None
    left: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for (one, other), count in seen.items():
        left[one] += count
        right[other] += count
    observed = sum(count for (one, other), count in seen.items() if one == other) / total
    expected = sum(left[name] * right[name] for name in left) / total**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def match(first: Sequence[tuple[float, ...]], second: Sequence[tuple[float, ...]]) -> list[tuple[int, int]]:
    """Pairs of places whose boxes overlap by at least 0.5, each place once, the best overlaps first."""
    if not first or not second:
        return []
    a, b = np.array(first, np.float64), np.array(second, np.float64)
    rows, columns = _candidates(a, b)
    overlaps = paired_iou(a[rows], b[columns])
    enough = overlaps >= LEAST_OVERLAP
    rows, columns, overlaps = rows[enough], columns[enough], overlaps[enough]
    taken: tuple[set[int], set[int]] = set(), set()
    pairs = []
    for place in np.argsort(-overlaps, kind="stable"):
        row, column = int(rows[place]), int(columns[place])
        if row not in taken[0] and column not in taken[1]:
            taken[0].add(row)
            taken[1].add(column)
            pairs.append((row, column))
    return pairs


def _candidates(a: Boxes, b: Boxes) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Pairs that may overlap by half: their sizes are within a factor of two, so they are compared size by size.

    An overlap of a half leaves the centres no farther apart than half of either box's sides.
    """
    found = [(np.empty(0, np.intp), np.empty(0, np.intp))]
    octave_a, octave_b = _octaves(a), _octaves(b)
    for octave in np.unique(octave_a):
        mine = np.flatnonzero(octave_a == octave)
        theirs = np.flatnonzero(abs(octave_b - octave) <= 1)
        reach = float(np.hypot(*(a[mine, 2:] - a[mine, :2]).T).max()) / 2
        rows, columns = pairs_within(_middles(a[mine]), _middles(b[theirs]), reach)
        found.append((mine[rows], theirs[columns]))
    return np.concatenate([rows for rows, _ in found]), np.concatenate([columns for _, columns in found])


def _octaves(boxes: Boxes) -> NDArray[np.int64]:
    sides = boxes[:, 2:] - boxes[:, :2]
    return np.floor(np.log2(np.maximum(sides[:, 0] * sides[:, 1], _LEAST_AREA))).astype(np.int64)


def _middles(boxes: Boxes) -> NDArray[np.float64]:
    return np.asarray((boxes[:, :2] + boxes[:, 2:]) / 2)
