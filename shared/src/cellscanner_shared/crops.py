"""Cutting cells out of a picture, the same way when a classifier is trained and when it is used."""

import cv2
import numpy as np
from numpy.typing import NDArray

from cellscanner_shared.geometry import Boxes
from cellscanner_shared.geometry.boxes import centres


def cut_crops(picture: NDArray[np.uint8], boxes: Boxes, *, size: int, margin: float) -> NDArray[np.uint8]:
    """(N, size, size, 3) uint8: one square crop a box, `picture` being H x W x 3 and `boxes` in its pixels.

    The window has the side max(w, h) * (1 + 2 * margin), rounded to whole pixels, about the centre of the box; outside
    the picture its edge is repeated. Windows that shrink are averaged over the area, windows that grow are bilinear.
    Raises ValueError for a picture without pixels.
    """
    height, width = picture.shape[:2]
    if not height or not width:
        raise ValueError("a picture without pixels has no crops")
    crops = np.empty((len(boxes), size, size, 3), np.uint8)
    sides, corners = _windows(boxes, margin)
    for crop, side, (x, y) in zip(crops, sides.tolist(), corners.tolist(), strict=True):
        window = _window(picture, x, y, side, width, height)
        cv2.resize(window, (size, size), dst=crop, interpolation=cv2.INTER_AREA if side > size else cv2.INTER_LINEAR)
    return crops


def _windows(boxes: Boxes, margin: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(N,) sides and (N, 2) upper left corners of the windows, in whole pixels."""
    longest = (boxes[:, 2:] - boxes[:, :2]).astype(np.float64).max(axis=1, initial=0)
    sides = np.maximum(np.rint(longest * (1 + 2 * margin)), 1).astype(np.int64)
    corners = np.rint(centres(boxes) - sides[:, None] / 2).astype(np.int64)
    return sides, corners


def _window(picture: NDArray[np.uint8], x: int, y: int, side: int, width: int, height: int) -> NDArray[np.uint8]:
    if x >= 0 and y >= 0 and x + side <= width and y + side <= height:
        return picture[y : y + side, x : x + side]
    # At least one pixel of the picture, even for a window wholly outside it.
    left, right = min(max(x, 0), width - 1), max(min(x + side, width), 1)
    top, bottom = min(max(y, 0), height - 1), max(min(y + side, height), 1)
    inside = picture[top : max(bottom, top + 1), left : max(right, left + 1)]
    before = max(0, min(-x, side - 1)), max(0, min(-y, side - 1))
    after = side - before[0] - inside.shape[1], side - before[1] - inside.shape[0]
    return np.asarray(
        cv2.copyMakeBorder(inside, before[1], after[1], before[0], after[0], cv2.BORDER_REPLICATE), np.uint8
    )
