"""Suppression, tiles and crops, each beside the plain way of doing it, in one run: `python tests/bench/geometry.py`."""

import time
from collections.abc import Callable

import cv2
import numpy as np
from cellscanner_shared.crops import cut_crops
from cellscanner_shared.geometry import Boxes, suppress
from numpy.typing import NDArray

COUNT = 50_000
IOU = 0.5


def crowd(count: int, objects: int, side: float) -> tuple[Boxes, NDArray[np.float32]]:
    """`count` boxes that jitter around `objects` cells of about 20 px, as a detector's raw output does."""
    rng = np.random.default_rng(0)
    centres = rng.uniform(0, side, (objects, 2))[rng.integers(objects, size=count)] + rng.normal(0, 2, (count, 2))
    half = rng.uniform(8, 13, (count, 2))
    boxes = np.concatenate([centres - half, centres + half], axis=1).astype(np.float32)
    return boxes, rng.uniform(size=count).astype(np.float32)


def suppress_one_against_all(boxes: Boxes, scores: NDArray[np.float32], iou: float) -> NDArray[np.intp]:
    """The usual numpy loop: the best box against all that are left."""
    order = np.argsort(-scores, kind="stable")
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    kept = []
    while len(order):
        best, order = order[0], order[1:]
        kept.append(best)
        low = np.maximum(boxes[best, :2], boxes[order, :2])
        high = np.minimum(boxes[best, 2:], boxes[order, 2:])
        shared = np.maximum(high - low, 0).prod(axis=1)
        order = order[shared <= iou * (areas[best] + areas[order] - shared)]
    return np.array(kept)


def crops_by_remap(picture: NDArray[np.uint8], boxes: Boxes, size: int, margin: float) -> NDArray[np.uint8]:
    """One bilinear remap a crop, with a grid of coordinates each."""
    crops = np.empty((len(boxes), size, size, 3), np.uint8)
    for crop, (x1, y1, x2, y2) in zip(crops, boxes.tolist(), strict=True):
        side = max(x2 - x1, y2 - y1) * (1 + 2 * margin)
        steps = (np.arange(size, dtype=np.float32) + 0.5) * (side / size) - 0.5 - side / 2
        columns, rows = np.meshgrid(steps + (x1 + x2) / 2, steps + (y1 + y2) / 2)
        crop[:] = cv2.remap(
            picture,
            columns.astype(np.float32),
            rows.astype(np.float32),
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )
    return crops


def seconds(call: Callable[[], object], rounds: int = 3) -> float:
    """Least processor time of some rounds: other programs on the machine do not count."""
    measured = []
    for _ in range(rounds):
        begin = time.process_time()
        call()
        measured.append(time.process_time() - begin)
    return min(measured)


def compare(name: str, ours: float, plain: float | None = None) -> None:
    beside = "" if plain is None else f" {plain * 1e3:9.1f} ms {plain / ours:8.1f} x"
    print(f"{name:<50} {ours * 1e3:9.1f} ms{beside}", flush=True)


def run_suppression(boxes: Boxes, scores: NDArray[np.float32]) -> float:
    return seconds(lambda: suppress(boxes, scores, IOU))


def compare_suppression(boxes: Boxes, scores: NDArray[np.float32], name: str) -> None:
    if not np.array_equal(suppress(boxes, scores, IOU), suppress_one_against_all(boxes, scores, IOU)):
        raise SystemExit("the two ways of suppressing disagree")
    plain = seconds(lambda: suppress_one_against_all(boxes, scores, IOU), rounds=1)
    compare(name, run_suppression(boxes, scores), plain)


def main() -> None:
    print(f"{'':<50} {'ours':>12} {'plain':>12} {'ratio':>10}")
    for count, objects, side in ((10_000, 1_000, 800.0), (10_000, 8_000, 4_000.0)):
        boxes, scores = crowd(count, objects, side)
        compare_suppression(boxes, scores, f"suppress {count:,} boxes of {objects:,} cells")
    for objects, side in ((2_000, 1000.0), (40_000, 10_000.0)):
        boxes, scores = crowd(COUNT, objects, side)
        compare(f"suppress {COUNT:,} boxes of {objects:,} cells", run_suppression(boxes, scores))
    picture = np.random.default_rng(0).integers(0, 256, (1000, 1000, 3), np.uint8)
    boxes, _ = crowd(500, 500, 1000.0)
    ours = seconds(lambda: cut_crops(picture, boxes, size=48, margin=0.25), rounds=20)
    compare("500 crops of 48 px", ours, seconds(lambda: crops_by_remap(picture, boxes, 48, 0.25), rounds=5))


if __name__ == "__main__":
    main()
