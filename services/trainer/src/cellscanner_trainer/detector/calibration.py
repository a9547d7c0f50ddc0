"""Raw scores to calibrated ones: 0.5 becomes the best operating point on held-out pictures."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from cellscanner_shared.packages import Calibration
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression

from cellscanner_trainer.evaluation.detection import Detections, MatchRule, Truth
from cellscanner_trainer.evaluation.matching import match_by_iou, match_by_nearest

Floats = NDArray[np.float64]

KNOTS_A_SIDE = 6
# Fewer detections than this to choose a threshold from tell nothing.
FEWEST = 20
_GAP = 1e-4


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """Detections of all held-out pictures, best first: raw scores, whether each found a cell, cells in all."""

    scores: Floats
    hits: NDArray[np.bool_]
    cells: int


def outcomes(found: Sequence[Detections], truth: Sequence[Truth], rule: MatchRule) -> Outcomes:
    """Matches all detections to cells, best first; what a detection found does not depend on weaker ones.

    So the first n outcomes are those at the threshold of the n-th score, and every threshold is judged in one pass.
    """
    greedy = match_by_nearest if rule == "centroid" else match_by_iou
    hits = [np.zeros(len(f.scores), bool) for f in found]
    for hit, f, t in zip(hits, found, truth, strict=True):
        hit[greedy(f.boxes, f.scores, t.boxes).predicted] = True
    scores = np.concatenate([f.scores for f in found]).astype(np.float64)
    order = np.argsort(-scores, kind="stable")
    return Outcomes(scores[order], np.concatenate(hits)[order], sum(len(t.boxes) for t in truth))


def best_threshold(outcome: Outcomes) -> tuple[float, float]:
    """The raw threshold of the best F1 over all pictures, halfway to the next lower score, and that F1."""
    if not len(outcome.scores):
        return 0.5, 0.0
    hits = outcome.hits.cumsum()
    f1 = 2 * hits / (np.arange(1, len(hits) + 1) + outcome.cells)
    best = int(f1.argmax())
    following = outcome.scores[best + 1] if best + 1 < len(hits) else 0.0
    return float((outcome.scores[best] + following) / 2), float(f1[best])


def calibrate(found: Sequence[Detections], truth: Sequence[Truth], rule: MatchRule) -> tuple[Calibration, float]:
    """A rising piecewise-linear map, and the F1 at its 0.5.

    The threshold of the best F1 maps to 0.5; elsewhere knots follow the share of detections that found a cell
    (isotonic regression), as far as the map stays rising.
    """
    if sum(len(f.scores) for f in found) < FEWEST:
        return Calibration(), 0.0
    outcome = outcomes(found, truth, rule)
    threshold, f1 = best_threshold(outcome)
    rising = np.argsort(outcome.scores, kind="stable")
    scores = outcome.scores[rising]
    share = np.asarray(isotonic_regression(outcome.hits[rising].astype(float)).x)
    below = _knots(scores, share, scores < threshold, 0.0, 0.5)
    above = _knots(scores, share, scores > threshold, 0.5, 1.0)
    raw, calibrated = zip((0.0, 0.0), *below, (threshold, 0.5), *above, (1.0, 1.0), strict=True)
    raw_values, calibrated_values = _rising(np.array(raw)), _rising(np.array(calibrated))
    return Calibration(raw=tuple(raw_values.tolist()), calibrated=tuple(calibrated_values.tolist())), f1


def _knots(
    scores: Floats, share: Floats, part: NDArray[np.bool_], low: float, high: float
) -> list[tuple[float, float]]:
    """Quantiles of a part of the scores with their isotonic share, kept inside low..high."""
    if part.sum() < FEWEST:
        return []
    places = np.quantile(scores[part], (np.arange(KNOTS_A_SIDE) + 0.5) / KNOTS_A_SIDE)
    values = np.clip(np.interp(places, scores[part], share[part]), low + 0.02, high - 0.02)
    return list(zip(places.tolist(), values.tolist(), strict=True))


def _rising(values: Floats) -> Floats:
    """Strictly rising from 0 to 1, every step at least a gap; the knots' distance from 0.5 keeps that where it is."""
    risen = values.copy()
    for place in range(1, len(risen)):
        risen[place] = max(risen[place], risen[place - 1] + _GAP)
    risen[-1] = 1.0
    for place in range(len(risen) - 2, 0, -1):
        risen[place] = min(risen[place], risen[place + 1] - _GAP)
    return np.asarray(np.round(risen, 6), np.float64)
