"""Detector scores that follow a picture: where its stain lowers all of them, its own valley becomes the threshold.

Cells and background are two heaps of scores. A model that never saw a stain scores both lower, and a fixed confidence
then cuts into the heap of the cells. Where the package asks for it, the valley between a picture's own heaps (Otsu's
threshold of the log odds of its raw scores) is raised to the raw score that calibrates to 0.5, and all scores with it.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from cellscanner_shared.packages.manifest import Calibration

Floats = NDArray[np.float32]

# Raw scores below it are background of every kind, and would pull the valley down.
LOWEST_RAW = 0.02
# Scores are never lowered, and raised at most so far: a picture without cells must not get some out of its noise.
MOST_RAISED = 1.0
# Fewer detections than this at 0.5 show no heap of cells.
FEWEST_CELLS = 30
_EDGE = 1e-6


def raised_by(raw: Floats, threshold: float) -> float:
    """How far the log odds of a picture's raw scores rise, 0 to 1; `threshold` is the raw score that means 0.5."""
    seen = np.sort(raw[raw >= LOWEST_RAW]).astype(np.float64)
    if np.count_nonzero(seen >= threshold) < FEWEST_CELLS:
        return 0.0
    return float(np.clip(_log_odds(threshold) - _valley(_log_odds(seen)), 0.0, MOST_RAISED))


def _valley(values: NDArray[np.float64]) -> float:
    """The lowest value of the upper heap, of two heaps that differ the most (Otsu); `values` rise."""
    below = np.arange(1, len(values))
    sums = values.cumsum()
    apart = sums[:-1] / below - (sums[-1] - sums[:-1]) / (len(values) - below)
    return float(values[1 + int((below * (len(values) - below) * apart**2).argmax())])


@dataclass(frozen=True)
class Following:
    """What a detector is asked for, and what becomes of its scores, so that `confidence` follows the picture.

    Cells of a calibrated score under `asked` are never needed, and those under `least` cannot reach the confidence:
    they only tell where the valley is. Of a model that does not follow, both are the confidence.
    """

    calibration: Calibration
    confidence: float
    asked: float
    least: float

    @classmethod
    def of(cls, calibration: Calibration, confidence: float) -> Self:
        """For a picture that is asked for at this confidence."""
        if not calibration.follows_picture:
            return cls(calibration, confidence, confidence, confidence)
        wanted = np.interp(confidence, calibration.calibrated, calibration.raw)
        lowest = _raw(_log_odds(wanted) - MOST_RAISED)
        least = float(np.interp(lowest, calibration.raw, calibration.calibrated))
        asked = float(np.interp(LOWEST_RAW, calibration.raw, calibration.calibrated))
        return cls(calibration, confidence, min(asked, least), least)

    def raised(self, scores: Floats, everything: Floats) -> Floats:
        """Calibrated `scores`, raised as far as `everything`, the scores of all that was detected, says."""
        if not self.calibration.follows_picture:
            return scores
        curve = self.calibration
        threshold = float(np.interp(0.5, curve.calibrated, curve.raw))
        raw, seen = (np.interp(part, curve.calibrated, curve.raw) for part in (scores, everything))
        return calibrated(raise_all(raw, raised_by(seen.astype(np.float32), threshold)), curve)


def raise_all(raw: NDArray[np.floating], by: float) -> Floats:
    """Raw scores with log odds raised by so much."""
    if not by:
        return raw.astype(np.float32)
    return _raw(_log_odds(raw) + by).astype(np.float32)


def calibrated(raw: NDArray[np.floating], calibration: Calibration) -> Floats:
    """Raw scores through the model's piecewise-linear calibration."""
    return np.asarray(np.interp(raw, calibration.raw, calibration.calibrated), np.float32)


def _log_odds(raw: NDArray[np.floating] | float) -> NDArray[np.float64]:
    kept = np.clip(np.asarray(raw, np.float64), _EDGE, 1 - _EDGE)
    return np.asarray(np.log(kept / (1 - kept)))


def _raw(log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-log_odds)))
