"""Which prediction found which cell."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from cellscanner_shared.geometry.boxes import centres, paired_iou
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import KDTree

Boxes = NDArray[np.float32]
Indices = NDArray[np.intp]

# At 40x (0.25 micrometres a pixel); the radius of HoVer-Net's and CellViT's detection quality.
CENTROID_RADIUS_PX = 12.0
# Pixels that the arithmetic may lose; what is too far after all is left out by its own measure.
_ROUNDING = 1e-2


@dataclass(frozen=True, slots=True)
class Match:
    """Pairs of a prediction's and a true cell's index, and how many of each there were."""

    predicted: Indices
    true: Indices
    predictions: int
    truths: int


def match_by_iou(boxes: Boxes, scores: NDArray[np.float32], truth: Boxes, iou: float = 0.5) -> Match:
    """Greedy, best score first: each prediction takes the free true box it overlaps most, if at least by `iou`.

    Boxes are (N, 4) and (M, 4) `x1, y1, x2, y2` of one picture; ties of score keep the order given. `iou` is above 0.
    """
    # Boxes that overlap so much share at least the part `iou` of their longer width, and of their longer height: a
    # true box is at most 1 / iou times as long, and the centres are apart by the rest of that at most.
    reach = np.hypot(*(boxes[:, 2:] - boxes[:, :2]).astype(np.float64).T) * (1 - iou) / iou
    rows, columns = _near(boxes, truth, reach)
    return _greedy(rows, columns, paired_iou(boxes[rows], truth[columns]), scores, iou, len(truth))


def match_by_nearest(
    boxes: Boxes, scores: NDArray[np.float32], truth: Boxes, radius: float = CENTROID_RADIUS_PX
) -> Match:
    """Greedy, best score first: each prediction takes the nearest free true centre, if at most `radius` pixels away.

    Unlike `match_by_centroid`, a prediction's partner does not depend on weaker predictions.
    """
    rows, columns = _near(boxes, truth, np.full(len(boxes), radius))
    apart = np.hypot(*(centres(boxes)[rows] - centres(truth)[columns]).T).astype(np.float32)
    return _greedy(rows, columns, -apart, scores, -radius, len(truth))


def match_by_centroid(boxes: Boxes, truth: Boxes, radius: float = CENTROID_RADIUS_PX) -> Match:
    """As many pairs as possible with centres at most `radius` pixels apart, and of these the nearest (Hungarian)."""
    pairs = [pair for group in _close_groups(boxes, truth, radius) for pair in group]
    return _match(pairs, len(boxes), len(truth))


def _close_groups(boxes: Boxes, truth: Boxes, radius: float) -> Iterator[list[tuple[int, int]]]:
    """Pairs of each set of cells that can be matched only among themselves: many small problems for one large."""
    if not len(boxes) or not len(truth):
        return
    near = KDTree(centres(boxes)).sparse_distance_matrix(KDTree(centres(truth)), radius, output_type="coo_matrix")
    size = len(boxes) + len(truth)
    graph = coo_array((np.ones(near.nnz), (near.row, near.col + len(boxes))), shape=(size, size))
    _, group = connected_components(graph, directed=False)
    order = np.argsort(group[near.row], kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(group[near.row][order])) + 1):
        if len(members):
            yield _assign(near.row[members], near.col[members], near.data[members], radius)


def _assign(rows: Indices, columns: Indices, distances: NDArray[np.float64], radius: float) -> list[tuple[int, int]]:
    own_rows, row = np.unique(rows, return_inverse=True)
    own_columns, column = np.unique(columns, return_inverse=True)
    # A pair too far costs more than all near pairs together, so no near pair is given up for shorter distances.
    far = radius * (min(len(own_rows), len(own_columns)) + 1)
    cost = np.full((len(own_rows), len(own_columns)), far)
    cost[row, column] = distances
    picked = linear_sum_assignment(cost)
    return [(int(own_rows[i]), int(own_columns[j])) for i, j in zip(*picked, strict=True) if cost[i, j] < far]


def _near(boxes: Boxes, truth: Boxes, reach: NDArray[np.float64]) -> tuple[Indices, Indices]:
    """Rows of `boxes` and of `truth` whose centres are within the box's reach: of a large picture all pairs are far too
    many to look at."""
    if not len(boxes) or not len(truth):
        return np.empty(0, np.intp), np.empty(0, np.intp)
    near = KDTree(centres(truth)).query_ball_point(centres(boxes), reach + _ROUNDING)
    counts = [len(one) for one in near]
    return np.repeat(np.arange(len(boxes)), counts), np.concatenate([np.asarray(one, np.intp) for one in near])


def _greedy(
    rows: Indices,
    columns: Indices,
    closeness: NDArray[np.floating],
    scores: NDArray[np.float32],
    least: float,
    truths: int,
) -> Match:
    """Best score first, each row takes the free column of the greatest closeness that is at least `least`."""
    rank = np.empty(len(scores), np.intp)
    rank[np.argsort(-scores, kind="stable")] = np.arange(len(scores))
    order = np.lexsort((columns, -closeness, rank[rows]))
    order = order[closeness[order] >= least]
    taken_rows, taken_columns = np.zeros(len(scores), np.bool_), np.zeros(truths, np.bool_)
    pairs = []
    for row, column in zip(rows[order].tolist(), columns[order].tolist(), strict=True):
        if not taken_rows[row] and not taken_columns[column]:
            taken_rows[row] = taken_columns[column] = True
            pairs.append((row, column))
    return _match(pairs, len(scores), truths)


def _match(pairs: list[tuple[int, int]], predictions: int, truths: int) -> Match:
    array = np.asarray(pairs, np.intp).reshape(-1, 2)
    return Match(array[:, 0], array[:, 1], predictions, truths)
