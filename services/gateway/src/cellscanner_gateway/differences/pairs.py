"""Which cells both sides have, which only one has, and which they call by different names."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from cellscanner_gateway.annotations.agreement import Tally, match
from cellscanner_gateway.statistics.picture import PictureCells


class Kind(StrEnum):
    """What the two sides say of a cell."""

    ONLY_FIRST = "only-first"
    ONLY_SECOND = "only-second"
    CLASS_CHANGED = "class-changed"
    SAME = "same"


@dataclass(frozen=True, eq=False)
class Pairs:
    """`matched` (M, 2): places in the first and in the second, ascending; the others by their places alone."""

    matched: NDArray[np.intp]
    only_first: NDArray[np.intp]
    only_second: NDArray[np.intp]


def pair(first: PictureCells, second: PictureCells) -> Pairs:
    """One to one, overlap (IoU) of at least 0.5, the best overlaps first, whatever the classes."""
    found = match([tuple(box) for box in first.boxes.tolist()], [tuple(box) for box in second.boxes.tolist()])
    matched = np.array(sorted(found), np.intp).reshape(-1, 2)
    alone = [np.setdiff1d(np.arange(len(one.boxes)), matched[:, side]) for side, one in enumerate((first, second))]
    return Pairs(matched, alone[0], alone[1])


def tally(first: PictureCells, second: PictureCells, pairs: Pairs) -> Tally:
    """The pairs, counted."""
    names = (_names(first, pairs.matched[:, 0]), _names(second, pairs.matched[:, 1]))
    return Tally((len(first.boxes), len(second.boxes)), Counter(zip(*names, strict=True)))


def total(tallies: Iterable[Tally]) -> Tally:
    """The sum over pictures, from which F1 and kappa are computed anew: large pictures weigh more."""
    sums, confusion = [0, 0], Counter[tuple[str, str]]()
    for one in tallies:
        sums = [have + more for have, more in zip(sums, one.cells, strict=True)]
        confusion.update(one.confusion)
    return Tally((sums[0], sums[1]), confusion)


def rows(first: PictureCells, second: PictureCells, pairs: Pairs) -> list[tuple[Kind, int | None, int | None]]:
    """A row a cell or pair: what differs first, the rest after it, each kind in the order of its cells."""
    changed: list[tuple[int, int]] = []
    same: list[tuple[int, int]] = []
    for i, j in pairs.matched.tolist():
        alike = first.classes[first.class_index[i]] == second.classes[second.class_index[j]]
        (same if alike else changed).append((i, j))
    return [
        *((Kind.ONLY_FIRST, i, None) for i in pairs.only_first.tolist()),
        *((Kind.ONLY_SECOND, None, j) for j in pairs.only_second.tolist()),
        *((Kind.CLASS_CHANGED, i, j) for i, j in changed),
        *((Kind.SAME, i, j) for i, j in same),
    ]


def _names(cells: PictureCells, places: NDArray[np.intp]) -> list[str]:
    return [cells.classes[index] for index in cells.class_index[places].tolist()]
