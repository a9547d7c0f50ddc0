"""Regions of a picture that a person has checked: only what lies in them teaches, or counts."""

import numpy as np
from cellscanner_shared.geometry.boxes import centres
from numpy.typing import NDArray

Boxes = NDArray[np.float32]
GREY = 114


def is_inside(boxes: Boxes, regions: Boxes | None) -> NDArray[np.bool_]:
    """(N,) whether the centre of each box lies in one of the (R, 4) regions, half-open; True throughout without any."""
    if regions is None:
        return np.ones(len(boxes), np.bool_)
    x, y = (axis[:, None] for axis in centres(boxes).T)
    left, top, right, bottom = regions.T
    return np.asarray(((x >= left) & (x < right) & (y >= top) & (y < bottom)).any(axis=1))


def grey_outside(pixels: NDArray[np.uint8], regions: Boxes | None, boxes: Boxes) -> NDArray[np.uint8]:
    """The H x W x 3 picture, grey where it is neither in a region nor in one of the cells' boxes: nothing to learn."""
    if regions is None:
        return pixels
    shown = np.zeros(pixels.shape[:2], np.bool_)
    for x1, y1, x2, y2 in np.concatenate([regions, boxes]).round().astype(int).tolist():
        shown[max(y1, 0) : max(y2, 0), max(x1, 0) : max(x2, 0)] = True
    return np.where(shown[..., None], pixels, np.uint8(GREY))
