"""Which prediction found which cell."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from cellscanner_shared.geometry import iou_matrix
from cellscanner_shared.geometry.boxes import centres
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import KDTree

Boxes = NDArray[np.float32]
Indices = NDArray[np.intp]

# At 40x (0.25 micrometres a pixel); the radius of HoVer-Net's and CellViT's detection quality.
CENTROID_RADIUS_PX = 12.0


@dataclass(frozen=True, slots=True)
class Match:
    """Pairs of a prediction's and a true cell's index, and how many of each there were."""

    predicted: Indices
    true: Indices
    predictions: int
    truths: int


def match_by_iou(boxes: Boxes, scores: NDArray[np.float32], truth: Boxes, iou: float = 0.5) -> Match:
    """Greedy, best score first: each prediction takes the free true box it overlaps most, if at least by `iou`.

    Boxes are (N, 4) and (M, 4) `x1, y1, x2, y2` of one picture; ties of score keep the order given.
    """
    return _greedy(iou_matrix(boxes, truth), scores, iou)


def match_by_nearest(
    boxes: Boxes, scores: NDArray[np.float32], truth: Boxes, radius: float = CENTROID_RADIUS_PX
) -> Match:
    """Greedy, best score first: each prediction takes the nearest free true centre, if at most `radius` pixels away.

    Unlike `match_by_centroid`, a prediction's partner does not depend on weaker predictions.
    """
    return _greedy(-_distances(boxes, truth), scores, -radius)


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


def _distances(boxes: Boxes, truth: Boxes) -> NDArray[np.float32]:
    a, b = centres(boxes), centres(truth)
    return np.hypot(a[:, None, 0] - b[None, :, 0], a[:, None, 1] - b[None, :, 1]).astype(np.float32)


def _greedy(closeness: NDArray[np.float32], scores: NDArray[np.float32], least: float) -> Match:
    """Best score first, each row takes the free column of the greatest closeness that is at least `least`."""
    closeness = closeness.copy()
    pairs = []
    for row in np.argsort(-scores, kind="stable") if closeness.shape[1] else []:
        column = int(closeness[row].argmax())
        if closeness[row, column] >= least:
            pairs.append((int(row), column))
            closeness[:, column] = -np.inf
    return _match(pairs, *closeness.shape)


def _match(pairs: list[tuple[int, int]], predictions: int, truths: int) -> Match:
    array = np.asarray(pairs, np.intp).reshape(-1, 2)
    return Match(array[:, 0], array[:, 1], predictions, truths)
