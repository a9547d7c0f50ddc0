"""From a YOLOv5 head's raw output to boxes: threshold, calibrate, suppress.

Two heads, told apart by model.json and never guessed. `anchor-free` (YOLOv5u, Ultralytics): (4 + C) rows of A
candidates, centre x, centre y, width, height, then a score a class. `anchor-based` (the original YOLOv5): A rows of
(5 + C) columns, the same, with objectness before the class scores; a score is their product.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from cellscanner_shared.geometry import suppress
from cellscanner_shared.packages import Calibration
from cellscanner_shared.scores import calibrated
from numpy.typing import NDArray

Floats = NDArray[np.float32]

# Below this a score says nothing; without a floor, confidence 0 would return every anchor of the grid.
LOWEST_SCORE = 0.001


@dataclass(frozen=True)
class Candidates:
    """Boxes (N, 4) `x1, y1, x2, y2` in network pixels, scores (N,), class indices (N,) of the detector's classes."""

    boxes: Floats
    scores: Floats
    classes: NDArray[np.intp]

    def take(self, which: NDArray[np.intp] | NDArray[np.bool_]) -> "Candidates":
        """Those of `which`, by index or by mask."""
        return Candidates(self.boxes[which], self.scores[which], self.classes[which])


def decode(raw: Floats, head: Literal["anchor-free", "anchor-based"], threshold: float) -> Candidates:
    """The candidates of one tile whose raw score is at least `threshold`; `raw` is one item of the head's output."""
    return _anchor_free(raw, threshold) if head == "anchor-free" else _anchor_based(raw, threshold)


def _anchor_free(raw: Floats, threshold: float) -> Candidates:
    best = raw[4] if len(raw) == 5 else raw[4:].max(axis=0)
    rows = np.flatnonzero(best >= threshold)
    return Candidates(_corners(raw[:4, rows].T), best[rows], raw[4:, rows].argmax(axis=0))


def _anchor_based(raw: Floats, threshold: float) -> Candidates:
    # No class score exceeds 1, so objectness alone already rules out nearly every row.
    rows = raw[raw[:, 4] >= threshold]
    scores = rows[:, 4] * rows[:, 5:].max(axis=1, initial=0)
    rows, scores = rows[scores >= threshold], scores[scores >= threshold]
    return Candidates(_corners(rows[:, :4]), scores, rows[:, 5:].argmax(axis=1))


def _corners(centred: Floats) -> Floats:
    half = centred[:, 2:] / 2
    return np.concatenate([centred[:, :2] - half, centred[:, :2] + half], axis=1, dtype=np.float32)


def raw_threshold(calibration: Calibration, confidence: float) -> float:
    """The raw score that calibrates to `confidence`, or to the lowest score ever reported; a hair below it."""
    exact = np.interp(max(confidence, LOWEST_SCORE), calibration.calibrated, calibration.raw)
    return float(exact) - 1e-6


def select(candidates: Candidates, calibration: Calibration, confidence: float, iou: float) -> Candidates:
    """Calibrated candidates of at least `confidence`, one for each object whatever its class, best first. No cap."""
    scores = calibrated(candidates.scores, calibration)
    sides = candidates.boxes[:, 2:] - candidates.boxes[:, :2]
    sound = (scores >= np.float32(max(confidence, LOWEST_SCORE))) & ((sides > 0) & np.isfinite(sides)).all(axis=1)
    chosen = Candidates(candidates.boxes, scores, candidates.classes).take(sound)
    return chosen.take(suppress(chosen.boxes, chosen.scores, iou))
