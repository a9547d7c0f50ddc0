"""Confusion and calibration of a model, every number with its interval over the draws of pictures."""

from collections.abc import Iterator, Sequence

import numpy as np
from cellscanner_shared.trainings import CalibrationPoint, ConfusionCell, Detail

from cellscanner_trainer.evaluation.detection import Detections, Truth
from cellscanner_trainer.evaluation.matching import match_by_iou
from cellscanner_trainer.evaluation.resampling import Floats, confusion_of, estimate, ratio

BINS = 10


def detail_of(
    found: Sequence[Detections], truth: Sequence[Truth], classes: Sequence[str], confidence: float, weights: Floats
) -> Detail:
    """Confusion of `classes` at the confidence, and calibration over all scores; `weights` as `draws` gives them.

    Class indices count in `classes`; the one after them stands for every other class and is not compared.
    """
    chosen = [one.at(confidence) for one in found]
    return Detail(
        confusion=tuple(_confusion(chosen, truth, classes, weights)),
        calibration=tuple(_calibration(found, truth, weights)),
    )


def _confusion(
    chosen: Sequence[Detections], truth: Sequence[Truth], classes: Sequence[str], weights: Floats
) -> Iterator[ConfusionCell]:
    """Found cells (IoU 0.5, whatever the class), row by row: shares of the true class, which add up to one."""
    each = np.array([confusion_of(one, true, len(classes) + 1)[0] for one, true in zip(chosen, truth, strict=True)])
    drawn = np.tensordot(weights, each, 1)[:, : len(classes), : len(classes)]  # B x C x C
    for row, true in enumerate(classes):
        there = drawn[:, row].sum(axis=1)
        for column, named in enumerate(classes):
            share = estimate(ratio(drawn[:, row, column], there))
            yield ConfusionCell(true=true, named=named, cells=int(drawn[0, row, column]), share=share)


def _calibration(found: Sequence[Detections], truth: Sequence[Truth], weights: Floats) -> Iterator[CalibrationPoint]:
    """A point a tenth of the scale that has a detection."""
    each = np.array([_in_bins(one, true) for one, true in zip(found, truth, strict=True)])  # P x 3 x BINS
    drawn = np.tensordot(weights, each, 1)  # B x 3 x BINS
    for place in range(BINS):
        count, scores, right = drawn[:, 0, place], drawn[:, 1, place], drawn[:, 2, place]
        if count[0]:
            mean = float(np.clip(scores[0] / count[0], 0, 1))
            yield CalibrationPoint(detections=int(count[0]), score=mean, right=estimate(ratio(right, count)))


def _in_bins(found: Detections, truth: Truth) -> Floats:
    """(3, BINS): detections of a picture, the sum of their scores, and how many are cells (IoU 0.5)."""
    right = np.zeros(len(found.scores))
    right[match_by_iou(found.boxes, found.scores, truth.boxes).predicted] = 1
    scores = found.scores.astype(np.float64)
    places = np.clip((scores * BINS).astype(np.int64), 0, BINS - 1)
    parts = (np.ones_like(scores), scores, right)
    return np.stack([np.bincount(places, part, minlength=BINS) for part in parts])
