"""Every figure of a model for many weightings of the pictures at once: what a bootstrap over pictures asks for.

A draw with replacement is a weight a picture, how often it was drawn. What was found is matched once; a figure of a
draw is then a weighted sum, and an average precision one pass over the detections.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from cellscanner_shared.trainings import Estimate
from numpy.typing import NDArray

from cellscanner_trainer.evaluation.classes import confusion_matrix
from cellscanner_trainer.evaluation.detection import Detections, Truth, picture_score
from cellscanner_trainer.evaluation.matching import match_by_iou

Floats = NDArray[np.float64]
Figures = dict[tuple[str, int | None], Floats]

IOU_STEPS: Floats = np.linspace(0.5, 0.95, 10)
_RECALLS = np.linspace(0, 1, 101)


def draws(pictures: int, samples: int, seed: int) -> Floats:
    """(1 + samples, pictures) weights: first every picture once, then draws with replacement."""
    rng = np.random.default_rng(seed)
    drawn = rng.multinomial(pictures, np.full(pictures, 1 / pictures), size=samples)
    return np.concatenate([np.ones((1, pictures)), drawn]).astype(np.float64)


def estimate(values: Floats) -> Estimate:
    """A figure and its 95 % interval from its (B,) values: the figure itself first, then its draws."""
    drawn = values[1:][~np.isnan(values[1:])]
    low, high = np.quantile(drawn, [0.025, 0.975]).tolist() if len(drawn) else (None, None)
    return Estimate(value=None if np.isnan(values[0]) else float(values[0]), low=low, high=high)


def figures(
    found: Sequence[Detections], truth: Sequence[Truth], classes: int, confidence: float, weights: Floats
) -> Figures:
    """Figure and class (None: all cells as one class) to its (B,) values under (B, P) weights; nan where undefined.

    Args:
        found: predictions of each picture with calibrated scores, all of them.
        truth: true cells of each picture.
        classes: number of classes to tell apart, perhaps none; an index beyond them is one that is not compared.
        confidence: the working point of all figures but average precision.
        weights: of the pictures, as `draws` gives them.
    """
    chosen = [one.at(confidence) for one in found]
    result = _cell_figures(chosen, truth, weights)
    result["ap50", None], result["ap", None] = _precisions(found, truth, IOU_STEPS, weights)
    if classes:
        strict = _class_figures(chosen, truth, classes, weights)
        result |= strict
        for index in range(classes):
            ours, true = _of_class(found, index), _true_of_class(truth, index)
            result["ap50", index], result["ap", index] = _precisions(ours, true, IOU_STEPS, weights)
    return result


def _cell_figures(chosen: Sequence[Detections], truth: Sequence[Truth], weights: Floats) -> Figures:
    pairs = list(zip(chosen, truth, strict=True))
    centroid = _sums([_counts(one, true, "centroid") for one, true in pairs], weights)
    boxes = _sums([_counts(one, true, "iou") for one, true in pairs], weights)
    cells = np.array([len(true.boxes) for true in truth])
    errors = np.array([abs(len(one.boxes) - len(true.boxes)) for one, true in pairs]) / np.maximum(cells, 1)
    return {
        ("centroid_f1", None): _f1(*centroid),
        ("precision", None): ratio(boxes[0], boxes[0] + boxes[1]),
        ("recall", None): ratio(boxes[0], boxes[0] + boxes[2]),
        ("f1", None): _f1(*boxes),
        ("count_error", None): ratio(weights @ (errors * (cells > 0)), weights @ (cells > 0).astype(float)),
    }


def _counts(found: Detections, truth: Truth, rule: str) -> tuple[int, int, int]:
    score = picture_score(found, truth, "centroid" if rule == "centroid" else "iou")
    return score.true_positive, score.false_positive, score.false_negative


def _sums(rows: Sequence[tuple[int, ...]], weights: Floats) -> Floats:
    """(K, B) weighted sums of K counts of each picture."""
    return np.asarray((weights @ np.array(rows, np.float64)).T)


def _class_figures(chosen: Sequence[Detections], truth: Sequence[Truth], classes: int, weights: Floats) -> Figures:
    """Precision, recall, F1 where a wrong class is an error, their mean F1, and balanced accuracy of found cells."""
    per_picture = [confusion_of(one, true, classes + 1) for one, true in zip(chosen, truth, strict=True)]
    matrix = np.tensordot(weights, np.array([one[0] for one in per_picture]), 1)  # B x C+1 x C+1
    given, there = (np.tensordot(weights, np.array([one[n] for one in per_picture]), 1) for n in (1, 2))
    correct = np.diagonal(matrix, axis1=1, axis2=2)
    result: Figures = {}
    for index in range(classes):
        hit = correct[:, index]
        result["precision", index] = ratio(hit, given[:, index])
        result["recall", index] = ratio(hit, there[:, index])
        result["f1", index] = ratio(2 * hit, given[:, index] + there[:, index])
    recalls = [ratio(correct[:, index], matrix[:, index].sum(axis=1)) for index in range(classes)]
    result["balanced_accuracy", None] = _mean(recalls)
    result["mean_f1", None] = _mean([result["f1", index] for index in range(classes)])
    return result


def confusion_of(found: Detections, truth: Truth, classes: int) -> tuple[NDArray[np.int64], ...]:
    """(C, C) found cells of a picture, true class and given one; (C,) cells given; (C,) cells there."""
    match = match_by_iou(found.boxes, found.scores, truth.boxes)
    matrix = confusion_matrix(truth.class_index[match.true], found.class_index[match.predicted], classes)
    given = np.bincount(found.class_index, minlength=classes)
    return matrix, given, np.bincount(truth.class_index, minlength=classes)


@dataclass(frozen=True, slots=True)
class _Ranked:
    """All detections, best first: whether each found a cell at each IoU (T, N), its picture (N,); cells a picture."""

    hits: NDArray[np.bool_]
    picture: NDArray[np.intp]
    cells: Floats


def _precisions(found: Sequence[Detections], truth: Sequence[Truth], steps: Floats, weights: Floats) -> Floats:
    """(2, B): AP at the first IoU and the mean over all, by COCO's rule (101 recall points)."""
    ranked = _rank(found, truth, steps)
    values = np.array([_average_precisions(ranked, row) for row in weights])
    return np.stack([values[:, 0], values.mean(axis=1)])


def _rank(found: Sequence[Detections], truth: Sequence[Truth], steps: Floats) -> _Ranked:
    hits = [np.zeros((len(steps), len(one.scores)), np.bool_) for one in found]
    for rows, one, true in zip(hits, found, truth, strict=True):
        for row, iou in zip(rows, steps.tolist(), strict=True):
            row[match_by_iou(one.boxes, one.scores, true.boxes, iou).predicted] = True
    order = np.argsort(-np.concatenate([one.scores for one in found]), kind="stable")
    picture = np.repeat(np.arange(len(found)), [len(one.scores) for one in found])
    cells = np.array([len(true.boxes) for true in truth], np.float64)
    return _Ranked(np.concatenate(hits, axis=1)[:, order], picture[order], cells)


def _average_precisions(ranked: _Ranked, weights: Floats) -> Floats:
    """(T,) average precisions under one weighting; nan without cells."""
    cells = weights @ ranked.cells
    if not cells:
        return np.full(len(ranked.hits), np.nan)
    each = weights[ranked.picture]
    total = np.maximum(each.cumsum(), 1e-9)
    found = (ranked.hits * each).cumsum(axis=1)
    envelope = np.maximum.accumulate((found / total)[:, ::-1], axis=1)[:, ::-1]
    padded = np.pad(envelope, ((0, 0), (0, 1)))
    places = [np.searchsorted(row, _RECALLS) for row in found / cells]
    return np.array([row[place].mean() for row, place in zip(padded, places, strict=True)])


def _of_class(found: Sequence[Detections], index: int) -> list[Detections]:
    rows = [one.class_index == index for one in found]
    return [
        Detections(one.boxes[row], one.scores[row], one.class_index[row]) for one, row in zip(found, rows, strict=True)
    ]


def _true_of_class(truth: Sequence[Truth], index: int) -> list[Truth]:
    rows = [one.class_index == index for one in truth]
    return [Truth(one.boxes[row], one.class_index[row]) for one, row in zip(truth, rows, strict=True)]


def _f1(hit: Floats, wrong: Floats, missed: Floats) -> Floats:
    return ratio(2 * hit, 2 * hit + wrong + missed)


def ratio(part: Floats, whole: Floats) -> Floats:
    """Draw by draw; nan where there is nothing to divide by."""
    return np.asarray(np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0))


def _mean(values: Sequence[Floats]) -> Floats:
    """The mean of those that are defined, draw by draw."""
    stacked = np.array(values)
    defined = ~np.isnan(stacked)
    return ratio(np.where(defined, stacked, 0.0).sum(axis=0), defined.sum(axis=0).astype(np.float64))
