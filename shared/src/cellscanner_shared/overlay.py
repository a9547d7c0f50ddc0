"""The result picture: pink boxes on targets, grey on normal cells, green where the classifier overruled the detector.

A green box carries a tick in the colour of its class, so that the class stays readable. Pink segments lead from each
target to the normal cells within k times the mean target radius. Every line has a white halo: pink is lost on stained
tissue.
"""

from collections.abc import Collection
from io import BytesIO

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cellscanner_shared.cells import CellTable
from cellscanner_shared.geometry import Boxes, centres, pairs_within
from cellscanner_shared.pictures import Picture

Rgb = NDArray[np.uint8]
Color = tuple[int, int, int]

PINK: Color = (255, 20, 147)
GREY: Color = (110, 110, 110)
GREEN: Color = (0, 160, 60)
WHITE: Color = (255, 255, 255)


def draw_overlay(
    picture: Picture, cells: CellTable, targets: Collection[str], *, k: float | None = 2.0, max_side: int = 4096
) -> bytes:
    """PNG of the picture with its cells; `targets` names the target classes, `k` None leaves the segments out.

    A picture with a side above `max_side` is drawn smaller and says so in its lower left corner.
    """
    scale = min(1.0, max_side / max(picture.width, picture.height))
    canvas = picture.read_region(0, 0, picture.width, picture.height, scale)
    boxes = cells.boxes * np.float32(scale)
    is_target = np.isin(cells.class_index, [cells.classes.index(name) for name in targets if name in cells.classes])
    width = _line_width(canvas)
    if k is not None:
        _draw_segments(canvas, boxes, is_target, k, width)
    _draw_boxes(canvas, boxes, is_target, cells.corrected, width)
    if scale < 1:
        _write_scale(canvas, scale, width)
    buffer = BytesIO()
    Image.fromarray(canvas).save(buffer, "PNG", compress_level=3)
    return buffer.getvalue()


def _line_width(canvas: Rgb) -> int:
    longest: int = max(canvas.shape[:2])
    return max(2, round(longest / 600))


def _draw_segments(canvas: Rgb, boxes: Boxes, is_target: NDArray[np.bool_], k: float, width: int) -> None:
    if not is_target.any():
        return
    middle = centres(boxes)
    sides = boxes[is_target, 2:] - boxes[is_target, :2]
    mean_radius = float(sides.sum(axis=1).mean()) / 4
    targets, normals = middle[is_target], middle[~is_target]
    first, second = pairs_within(targets, normals, k * mean_radius)
    lines = _pixels(np.stack([targets[first], normals[second]], axis=1))
    for thickness, color in ((width + 2, WHITE), (width, PINK)):
        cv2.polylines(canvas, list(lines), False, color, thickness)


def _draw_boxes(
    canvas: Rgb, boxes: Boxes, is_target: NDArray[np.bool_], corrected: NDArray[np.bool_], width: int
) -> None:
    corners = _pixels(boxes[:, [[0, 1], [2, 1], [2, 3], [0, 3]]])
    cv2.polylines(canvas, list(corners), True, WHITE, width + 2)
    # Targets come last: they are what one looks for.
    for chosen, color in ((~is_target & ~corrected, GREY), (corrected, GREEN), (is_target & ~corrected, PINK)):
        cv2.polylines(canvas, list(corners[chosen]), True, color, width)
    for chosen, color in ((corrected & ~is_target, GREY), (corrected & is_target, PINK)):
        ticks = list(_ticks(boxes[chosen]))
        cv2.polylines(canvas, ticks, False, WHITE, width + 2)
        cv2.polylines(canvas, ticks, False, color, width)


def _ticks(boxes: Boxes) -> NDArray[np.int32]:
    """A tick in the upper right corner of each box, a third of its shorter side."""
    size = (boxes[:, 2:] - boxes[:, :2]).min(axis=1, initial=np.inf) / 3
    corner = boxes[:, [2, 1]]
    steps = np.array([[-1.0, 0.5], [-0.7, 0.9], [-0.1, 0.1]])
    return _pixels(corner[:, None] + size[:, None, None] * steps)


def _pixels(points: NDArray[np.floating]) -> NDArray[np.int32]:
    return np.asarray(np.floor(points).astype(np.int32))


def _write_scale(canvas: Rgb, scale: float, width: int) -> None:
    text, font, size = f"drawn at {scale:.1%} of full resolution", cv2.FONT_HERSHEY_SIMPLEX, 0.2 * width
    (across, up), below = cv2.getTextSize(text, font, size, 1)
    bottom = canvas.shape[0] - 1
    cv2.rectangle(canvas, (0, bottom - up - below - 4 * width), (across + 8 * width, bottom), WHITE, cv2.FILLED)
    cv2.putText(canvas, text, (4 * width, bottom - below - 2 * width), font, size, (0, 0, 0), 1)
