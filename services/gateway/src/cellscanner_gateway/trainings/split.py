"""Which pictures learn, which choose, which measure: by picture, alike frames together, a frozen hold-out respected."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from cellscanner_shared.trainings import Split
from numpy.typing import NDArray

# So many random splits are drawn; the one whose sides are most like the whole is taken.
_DRAWS = 64
_SIDES: tuple[Split, ...] = ("train", "val", "test")


@dataclass(frozen=True)
class Shares:
    """Shares of all pictures."""

    validation: float
    hold_out: float


def split(
    groups: Sequence[Sequence[int]],
    counts: NDArray[np.int64],
    frozen: Collection[int],
    shares: Shares,
    seed: int,
) -> list[Split]:
    """The side of each of P pictures; the same arguments always give the same sides.

    Args:
        groups: indices of pictures that stay together; every picture is in one group.
        counts: (P, C) labelled cells of each class.
        frozen: pictures of a hold-out chosen earlier; then only they, and what looks like them, are the hold-out.
        shares: of validation and, where nothing is frozen, of the hold-out.
        seed: of the draw.
    """
    sides: list[Split] = ["train"] * len(counts)
    free = []
    for group in groups:
        if any(index in frozen for index in group):
            _put(sides, group, "test")
        else:
            free.append(list(group))
    wanted = {
        "val": _share(len(counts), shares.validation),
        "test": 0 if frozen else _share(len(counts), shares.hold_out),
    }
    rng = np.random.default_rng(seed)
    drawn = [_draw(sides, free, wanted, rng) for _ in range(_DRAWS)]
    return min(drawn, key=lambda one: _unlikeness(one, counts, wanted))


def _share(pictures: int, share: float) -> int:
    return max(1, round(pictures * share))


def _draw(fixed: list[Split], free: list[list[int]], wanted: dict[str, int], rng: np.random.Generator) -> list[Split]:
    """Groups in random order go to the hold-out, then to validation, while they fit; at least one each if there is."""
    sides = list(fixed)
    rest = [free[index] for index in rng.permutation(len(free))]
    for side in ("test", "val"):
        room = wanted[side]
        for group in sorted(rest, key=lambda one: len(one) > room):
            # Something is left to learn from.
            if room <= 0 or len(rest) == 1:
                break
            if len(group) <= room or room == wanted[side]:
                _put(sides, group, side)
                rest.remove(group)
                room -= len(group)
    return sides


def _put(sides: list[Split], group: Sequence[int], side: Split) -> None:
    for index in group:
        sides[index] = side


def _unlikeness(sides: list[Split], counts: NDArray[np.int64], wanted: dict[str, int]) -> float:
    """How far the sides are from the sizes and the class shares wanted; a class nobody learns weighs most."""
    masks = {side: np.array([one == side for one in sides], np.bool_) for side in _SIDES}
    size = sum(abs(int(masks[side].sum()) - wanted[side]) for side in ("val", "test")) / len(sides)
    totals = np.maximum(counts.sum(axis=0), 1)
    classes = sum(float(np.abs(counts[mask].sum(axis=0) / totals - mask.mean()).sum()) for mask in masks.values())
    unlearned = int(np.count_nonzero(counts[masks["train"]].sum(axis=0) < np.minimum(totals, 2)))
    empty = sum(bool(mask.any()) and not counts[mask].any() for mask in masks.values())
    return 2 * size + classes + 10 * (unlearned + empty)
