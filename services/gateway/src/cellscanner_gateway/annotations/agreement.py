"""How alike two annotators' labels are: which cells both have, and whether they call them the same."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from cellscanner_shared.geometry.boxes import paired_iou
from cellscanner_shared.geometry.grid import pairs_within
from numpy.typing import NDArray

from cellscanner_gateway.annotations.cells import Cell, Content

LEAST_OVERLAP = 0.5
_LEAST_AREA = 1e-12
Boxes = NDArray[np.float64]


@dataclass(frozen=True)
class Tally:
    """Cells of both sides, counted. `confusion` counts matched cells by their class in the first and in the second."""

    cells: tuple[int, int] = (0, 0)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def matched(self) -> int:
        return self.confusion.total()

    @property
    def same(self) -> int:
        return sum(count for (one, other), count in self.confusion.items() if one == other)

    @property
    def class_changed(self) -> int:
        return self.matched - self.same

    @property
    def only_first(self) -> int:
        return self.cells[0] - self.matched

    @property
    def only_second(self) -> int:
        return self.cells[1] - self.matched

    @property
    def differing(self) -> int:
        """Every cell that the two sides do not tell alike."""
        return self.only_first + self.only_second + self.class_changed

    @property
    def f1(self) -> float | None:
        """Of finding cells, whatever they are called; None where neither side has any."""
        return 2 * self.matched / sum(self.cells) if sum(self.cells) else None

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa of the classes of the matched cells; None where chance alone would always agree."""
        return kappa(self.confusion)

    def table(self, names: Iterable[str]) -> dict[str, dict[str, int]]:
        """`confusion` with a row and a column for each of the names, zeros too."""
        names = list(names)
        return {one: {other: self.confusion[one, other] for other in names} for one in names}


def tally(first: Sequence[Cell], second: Sequence[Cell], pairs: Sequence[tuple[int, int]]) -> Tally:
    """The cells of both and their pairs, counted."""
    return Tally((len(first), len(second)), Counter((first[i].class_name, second[j].class_name) for i, j in pairs))


def agreement(first: Content, second: Content) -> Tally:
    """F1 of finding cells (overlap of at least 0.5, each cell once, the best overlaps first), and Cohen's kappa."""
    a, b = list(first.cells.values()), list(second.cells.values())
    return tally(a, b, match([cell.box for cell in a], [cell.box for cell in b]))


def kappa(seen: Counter[tuple[str, str]]) -> float | None:
    """Cohen's kappa of a table of pairs; None without pairs, or where chance alone would agree always.

    J. Cohen, Educational and Psychological Measurement 20 (1960) 37.
    """
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
