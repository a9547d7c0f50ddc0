"""Where in a picture its cells are, and where its targets: counted in the squares of a grid that covers it."""

from dataclasses import dataclass
from math import floor, log10, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cellscanner_gateway.statistics.picture import SQUARE_MICROMETERS_PER_SQUARE_MILLIMETER, PictureCells

# A fraction of fewer cells says more of chance than of the tissue.
LEAST_CELLS: Final = 5
# A square of which less was analysed is empty: the density of a sliver is that of one cell more or less.
LEAST_PART: Final = 0.25
MOST_SQUARES: Final = 64
_CELLS_A_SQUARE: Final = 10.0

Counts = NDArray[np.int64]
Values = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class CellGrid:
    """The squares of a picture, (R, C), row 0 on top: cells and targets whose centres lie in them, analysed pixels.

    A square is `width` x `height` pixels: `side` pixels, stretched a little so that whole ones fill the picture.
    """

    side: float
    width: float
    height: float
    cells: Counts
    targets: Counts
    analysed: Values
    micrometers_per_pixel: float | None

    def density(self) -> Values:
        """(R, C) cells per analysed mm^2, or megapixel without a scale; NaN where less than a quarter was analysed."""
        area = np.where(self._looked_at(), self.analysed, np.nan) * (self.micrometers_per_pixel or 1.0) ** 2
        return np.asarray(self.cells / area * SQUARE_MICROMETERS_PER_SQUARE_MILLIMETER)

    def target_fraction(self) -> Values:
        """(R, C) targets over cells; NaN where there is no density, and with fewer than five cells."""
        enough = self._looked_at() & (self.cells >= LEAST_CELLS)
        return np.asarray(self.targets / np.where(enough, self.cells, np.nan))

    def _looked_at(self) -> NDArray[np.bool_]:
        return np.asarray(self.analysed >= LEAST_PART * self.width * self.height)


def cell_grid(cells: PictureCells) -> CellGrid:
    """The grid of a picture. A cell on the line between two squares belongs to the right or lower one."""
    side = _square_side(cells)
    columns, rows = (max(1, round(length / side)) for length in (cells.width, cells.height))
    width, height = cells.width / columns, cells.height / rows
    boxes = cells.boxes.astype(np.float64)
    column = _place((boxes[:, 0] + boxes[:, 2]) / 2, width, columns)
    row = _place((boxes[:, 1] + boxes[:, 3]) / 2, height, rows)
    is_target = np.array([name in cells.targets for name in cells.classes], np.bool_)[cells.class_index]
    square = row * columns + column
    count, targets = (np.bincount(one, minlength=rows * columns) for one in (square, square[is_target]))
    shape = (rows, columns)
    return CellGrid(
        side=side,
        width=width,
        height=height,
        cells=count.reshape(shape),
        targets=targets.reshape(shape),
        analysed=width * height - _left_out(cells, shape, width, height),
        micrometers_per_pixel=cells.micrometers_per_pixel,
    )


def _square_side(cells: PictureCells) -> float:
    """Pixels: the least 1, 2 or 5 times a power of ten micrometres, or pixels, with ten cells a square on average.

    Along the longer side of the picture are at most 64 squares.
    """
    scale = cells.micrometers_per_pixel or 1.0
    roomy = sqrt(_CELLS_A_SQUARE * cells.analysed_pixels / max(1, len(cells.boxes)))
    least = max(roomy, max(cells.width, cells.height) / MOST_SQUARES) * scale
    power = 10.0 ** floor(log10(least))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= least * (1 - 1e-9)) / scale


def _place(centres: Values, length: float, number: int) -> NDArray[np.intp]:
    return np.clip((centres / length).astype(np.intp), 0, number - 1)


def _left_out(cells: PictureCells, shape: tuple[int, int], width: float, height: float) -> Values:
    """(R, C) pixels of each square that were not analysed; the parts left out do not overlap."""
    x1, y1, x2, y2 = np.array(cells.left_out or [], np.float64).reshape(-1, 4).T
    across = _shared(x1, x2, shape[1], width)
    down = _shared(y1, y2, shape[0], height)
    return np.asarray(down.T @ across)


def _shared(low: Values, high: Values, steps: int, length: float) -> Values:
    """(P, S) length that each part from `low` to `high` has in common with each of the steps."""
    starts = np.arange(steps, dtype=np.float64) * length
    common = np.minimum(high[:, None], starts + length) - np.maximum(low[:, None], starts)
    return np.asarray(np.clip(common, 0, None))
