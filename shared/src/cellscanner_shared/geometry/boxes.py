"""Arithmetic on boxes `x1, y1, x2, y2`, float32, shape (N, 4)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Boxes = NDArray[np.float32]
Floats = NDArray[np.floating[Any]]


def areas(boxes: Floats) -> Floats:
    """(N,) areas; a box turned inside out has area 0."""
    sides: Floats = np.maximum(boxes[:, 2:] - boxes[:, :2], 0)
    return sides[:, 0] * sides[:, 1]


def centres(boxes: Floats) -> NDArray[np.float64]:
    """(N, 2) centres x, y, in float64: half a pixel is still exact at the far end of a slide."""
    wide = boxes.astype(np.float64)
    return np.asarray((wide[:, :2] + wide[:, 2:]) / 2)


def paired_iou(a: Floats, b: Floats) -> Floats:
    """(N,) intersection over union of row i of `a` with row i of `b`; 0 where both are empty."""
    sides = np.minimum(a[:, 2:], b[:, 2:]) - np.maximum(a[:, :2], b[:, :2])
    np.maximum(sides, 0, out=sides)
    shared = sides[:, 0] * sides[:, 1]
    return _ratio(shared, areas(a) + areas(b) - shared)


def iou_matrix(a: Boxes, b: Boxes) -> NDArray[np.float32]:
    """(N, M) intersection over union of every box of `a` with every box of `b`; 0 where both are empty."""
    width = np.minimum(a[:, None, 2], b[None, :, 2]) - np.maximum(a[:, None, 0], b[None, :, 0])
    height = np.minimum(a[:, None, 3], b[None, :, 3]) - np.maximum(a[:, None, 1], b[None, :, 1])
    shared = np.maximum(width, 0) * np.maximum(height, 0)
    return _ratio(shared, areas(a)[:, None] + areas(b)[None, :] - shared).astype(np.float32, copy=False)


def _ratio(shared: Floats, union: Floats) -> Floats:
    return np.divide(shared, union, out=np.zeros_like(shared), where=union > 0)
