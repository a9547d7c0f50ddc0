"""What a detector scores on labelled pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from cellscanner_shared.packages import Calibration
from cellscanner_shared.scores import calibrated, raise_all, raised_by
from numpy.typing import NDArray

from cellscanner_trainer.data.checked import is_inside
from cellscanner_trainer.data.labelled import DataSet
from cellscanner_trainer.data.pixels import read_labelled
from cellscanner_trainer.detector.config import InputConfig
from cellscanner_trainer.detector.prediction import Network, predict
from cellscanner_trainer.evaluation.bootstrap import bootstrap_interval
from cellscanner_trainer.evaluation.classes import balanced_accuracy, cell_by_cell
from cellscanner_trainer.evaluation.detection import (
    Detections,
    MatchRule,
    Score,
    Truth,
    average_precision,
    count_error,
    picture_score,
)


@dataclass(frozen=True, slots=True)
class Found:
    """Predictions beside the truth, picture by picture."""

    found: tuple[Detections, ...]
    truth: tuple[Truth, ...]

    def __add__(self, other: "Found") -> "Found":
        return Found(self.found + other.found, self.truth + other.truth)

    def calibrated(self, calibration: Calibration) -> "Found":
        """The same with calibrated scores."""
        return Found(tuple(apply_calibration(found, calibration) for found in self.found), self.truth)


def find(network: Network, data: DataSet, config: InputConfig) -> Found:
    """Runs the detector over the pictures; scores stay raw. Outside checked regions nothing counts."""
    found = tuple(
        within(predict(network, read_labelled(picture), config), picture.checked) for picture in data.pictures
    )
    return Found(found, tuple(Truth(picture.boxes, picture.class_index) for picture in data.pictures))


def within(found: Detections, regions: NDArray[np.float32] | None) -> Detections:
    """Those whose centres lie in the checked regions."""
    kept = is_inside(found.boxes, regions)
    return Detections(found.boxes[kept], found.scores[kept], found.class_index[kept])


def apply_calibration(found: Detections, calibration: Calibration) -> Detections:
    """Detections of one picture with calibrated scores, which follow the picture if the calibration does."""
    raw = found.scores
    if calibration.follows_picture:
        raw = raise_all(raw, raised_by(raw, float(np.interp(0.5, calibration.calibrated, calibration.raw))))
    return Detections(found.boxes, calibrated(raw, calibration), found.class_index)


def measure(result: Found, classes: Sequence[str], rule: MatchRule, confidence: float = 0.5) -> dict[str, Any]:
    """Figures of calibrated detections: at `confidence`, and AP over all scores."""
    chosen = [found.at(confidence) for found in result.found]
    scores = [picture_score(f, t, rule) for f, t in zip(chosen, result.truth, strict=True)]
    score = sum(scores, Score(0, 0, 0))
    interval = bootstrap_interval(scores, lambda drawn: sum(drawn, Score(0, 0, 0)).f1)
    together = average_precision(result.found, result.truth)
    figures: dict[str, Any] = {
        "pictures": len(result.truth),
        "cells": sum(len(truth.boxes) for truth in result.truth),
        "match": rule,
        "confidence": confidence,
        "precision": score.precision,
        "recall": score.recall,
        "f1": score.f1,
        "f1_interval": interval,
        "count_error": count_error([len(f.scores) for f in chosen], [len(t.boxes) for t in result.truth]),
        "ap50": together.get(0, (None, None))[0],
        "ap50_95": together.get(0, (None, None))[1],
    }
    return figures | (_class_figures(result, chosen, classes) if len(classes) > 1 else {})


def _class_figures(result: Found, chosen: list[Detections], classes: Sequence[str]) -> dict[str, Any]:
    precisions = average_precision(result.found, result.truth, len(classes))
    compared = cell_by_cell(chosen, list(result.truth), len(classes))
    per_class = {
        name: {
            "ap50": precisions.get(index, (None, None))[0],
            "ap50_95": precisions.get(index, (None, None))[1],
            "precision": compared.strict[index].precision,
            "recall": compared.strict[index].recall,
            "f1": compared.strict[index].f1,
        }
        for index, name in enumerate(classes)
    }
    return {
        "balanced_accuracy": balanced_accuracy(compared.matrix),
        "confusion": compared.matrix.tolist(),
        "classes": per_class,
    }
