"""What is known of each cell of a picture, as columns. Missing is None."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from cellscanner_shared.formats import CELLS_AT_ONCE
from numpy.typing import NDArray

from cellscanner_gateway.figures.neighbours import counts_within
from cellscanner_gateway.statistics.metrics import short
from cellscanner_gateway.statistics.nearest import nearest_cells, nearest_normals
from cellscanner_gateway.statistics.picture import PictureCells, relative_sizes
from cellscanner_gateway.statistics.sources import Source

Column = Sequence[object]


@dataclass(frozen=True)
class CellColumns:
    """Some cells, in the order of the prediction or of the labels. Boxes in pixels, origin top-left."""

    boxes: list[Column]
    class_name: Column
    target: Column
    scores: list[Column]
    sizes: list[Column]
    neighbours: list[Column]
    distances: list[Column]


SCORES = ("score", "class_score", "detector_class", "corrected")
SIZES = ("size", "relative_size", "area_um2")
DISTANCES = ("nearest_cell_px", "nearest_normal_px")


def neighbour_names(ks: Sequence[float]) -> list[str]:
    return [f"normals_within_{short(k)}R" for k in ks]


def columns_of(source: Source, ks: tuple[float, ...]) -> Iterator[CellColumns]:
    """The columns of a picture, some thousand cells at a time: as Python's numbers they take ten times their memory.

    `scores` as SCORES, `sizes` as SIZES, `neighbours` as `neighbour_names`, `distances` as DISTANCES.
    """
    cells = source.cells
    relative, within = relative_sizes(cells), counts_within(cells, ks)
    distances = nearest_cells(cells), nearest_normals(cells)
    for start in range(0, len(cells.boxes), CELLS_AT_ONCE):
        rows = slice(start, start + CELLS_AT_ONCE)
        indices = cells.class_index[rows].tolist()
        yield CellColumns(
            boxes=cells.boxes[rows].astype(np.float64).T.tolist(),
            class_name=[cells.classes[index] for index in indices],
            target=[int(cells.classes[index] in cells.targets) for index in indices],
            scores=_scores(source, rows),
            sizes=_sizes(cells, relative, rows),
            neighbours=[_whole_numbers(counts) for counts in within[rows].T],
            distances=[_numbers(one[rows]) for one in distances],
        )


def measurements(source: Source, ks: tuple[float, ...]) -> Iterator[dict[str, float]]:
    """The numbers of each cell by name, without missing ones: what QuPath shows beside a cell."""
    names = ["score", "class_score", *SIZES, *neighbour_names(ks), *DISTANCES]
    for piece in columns_of(source, ks):
        score, class_score, _, _ = piece.scores
        columns = (score, class_score, *piece.sizes, *piece.neighbours, *piece.distances)
        for row in zip(*columns, strict=True):
            yield {name: value for name, value in zip(names, row, strict=True) if isinstance(value, int | float)}


def _scores(source: Source, rows: slice) -> list[Column]:
    """Those of the model; a person's labels have none."""
    if source.table is None:
        return [[None] * len(source.cells.boxes[rows])] * len(SCORES)
    table = source.table.take(rows)
    return [
        _numbers(table.score.astype(np.float64)),
        _numbers(table.class_score.astype(np.float64)),
        [table.detector_classes[index] for index in table.detector_class_index.tolist()],
        table.corrected.astype(int).tolist(),
    ]


def _sizes(cells: PictureCells, relative: NDArray[np.float64], rows: slice) -> list[Column]:
    boxes, scale = cells.boxes[rows].astype(np.float64), cells.micrometers_per_pixel
    area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    micrometers = [None] * len(area) if scale is None else (area * scale**2).tolist()
    return [(area / (cells.width * cells.height)).tolist(), _numbers(relative[rows]), micrometers]


def _numbers(values: NDArray[np.float64]) -> list[float | None]:
    return [None if np.isnan(value) else value for value in values.tolist()]


def _whole_numbers(values: NDArray[np.float64]) -> list[int | None]:
    return [None if value is None else int(value) for value in _numbers(values)]
