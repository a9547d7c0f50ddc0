"""Cutting a picture into overlapping tiles so that every cell is seen whole by the one tile that owns it.

A tile is recognised with its halo; a cell belongs to the tile whose core holds the cell's centre. The cores partition
the picture, so tiles can be computed anywhere, in any order, and their cells simply be put together.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from cellscanner_shared.geometry.boxes import Boxes, centres
from cellscanner_shared.geometry.suppression import suppress


@dataclass(frozen=True)
class Tile:
    """A rectangle of the picture in whole pixels, and the half-open part of it, `x1, y1, x2, y2`, that it owns."""

    x: int
    y: int
    width: int
    height: int
    core: tuple[float, float, float, float]

    def to_picture(self, boxes: Boxes, width: int, height: int) -> Boxes:
        """Boxes (N, 4) of the `width` x `height` pixels that were read for this tile, in the picture's pixels."""
        return np.asarray(boxes * self._step(width, height) + self._corner, np.float32)

    def from_picture(self, boxes: Boxes, width: int, height: int) -> Boxes:
        """Boxes (N, 4) of the picture's pixels in the `width` x `height` pixels that were read for this tile."""
        return np.asarray((boxes - self._corner) / self._step(width, height), np.float32)

    @property
    def _corner(self) -> NDArray[np.float64]:
        return np.array([self.x, self.y] * 2, np.float64)

    def _step(self, width: int, height: int) -> NDArray[np.float64]:
        return np.array([self.width / width, self.height / height] * 2)


@dataclass(frozen=True)
class _Span:
    start: int
    length: int
    core_start: float
    core_end: float


def plan_tiles(width: int, height: int, *, max_size: int, halo: int, multiple: int = 32) -> list[Tile]:
    """The fewest tiles of one size that cover the picture, row by row.

    No side is longer than `max_size`; a side that fits is not cut, every other is a multiple of `multiple` (unless
    `max_size` is below it). Between a core and its tile's edge lie at least `halo` pixels, or the picture ends there.
    Raises ValueError if the halos leave no room for a core.
    """
    if min(width, height, max_size, multiple) < 1 or halo < 0:
        raise ValueError(f"no tiles for {width} x {height}, max_size {max_size}, halo {halo}, multiple {multiple}")
    columns = _spans(width, max_size, halo, multiple)
    rows = _spans(height, max_size, halo, multiple)
    return [_tile(column, row) for row in rows for column in columns]


def _tile(column: _Span, row: _Span) -> Tile:
    core = (column.core_start, row.core_start, column.core_end, row.core_end)
    return Tile(column.start, row.start, column.length, row.length, core)


def _spans(length: int, max_size: int, halo: int, multiple: int) -> list[_Span]:
    if length <= max_size:
        return [_Span(0, length, 0.0, float(length))]
    step = multiple if max_size >= multiple else 1
    largest = max_size // step * step
    if largest <= 2 * halo:
        raise ValueError(f"tiles of {max_size} pixels have no room for a halo of {halo} on each side")
    # n tiles of size s own n * (s - 2 * halo) pixels, and the outermost two need no halo at the picture's edge.
    count = math.ceil((length - 2 * halo) / (largest - 2 * halo))
    size = math.ceil(((length - 2 * halo) / count + 2 * halo) / step) * step
    starts = [round(index * (length - size) / (count - 1)) for index in range(count)]
    seams = [(left + size + right) / 2 for left, right in pairwise(starts)]
    edges = [0.0, *seams, float(length)]
    return [_Span(start, size, edges[index], edges[index + 1]) for index, start in enumerate(starts)]


def owned_by_core(boxes: Boxes, tile: Tile, margin: float = 0.0) -> NDArray[np.bool_]:
    """(N,) whether the centre of each box, in the picture's pixels, lies in the tile's half-open core, widened so."""
    middle = centres(boxes)
    low, high = np.array(tile.core[:2]) - margin, np.array(tile.core[2:]) + margin
    return np.asarray(((middle >= low) & (middle < high)).all(axis=1))


def merge_seams(
    boxes: Boxes, scores: NDArray[np.float32], tiles: Sequence[Tile], iou: float
) -> tuple[NDArray[np.intp], int]:
    """Take out cells that two tiles both own because they placed the centre on different sides of a seam.

    Only boxes whose centre lies where tiles overlap are compared. `boxes`, of all tiles, are in the picture's pixels.
    Returns the indices to keep, rising, and the number taken out.
    """
    middle = centres(boxes)
    band = _overlapped(middle[:, 0], [(tile.x, tile.width) for tile in tiles])
    band |= _overlapped(middle[:, 1], [(tile.y, tile.height) for tile in tiles])
    candidates = np.flatnonzero(band)
    kept = candidates[suppress(boxes[candidates], scores[candidates], iou)]
    keep = ~band
    keep[kept] = True
    return np.flatnonzero(keep), len(candidates) - len(kept)


def _overlapped(values: NDArray[np.float64], spans: list[tuple[int, int]]) -> NDArray[np.bool_]:
    """Whether each value lies in two or more of the spans (start, length)."""
    distinct = sorted(set(spans))
    begun = np.searchsorted([start for start, _ in distinct], values, side="right")
    ended = np.searchsorted(sorted(start + length for start, length in distinct), values, side="right")
    return np.asarray(begun - ended >= 2)
