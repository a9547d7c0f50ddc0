"""A detector from labelled pictures to a finished folder: train, calibrate on held-out pictures, measure, store."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from cellscanner_trainer.data.labelled import DataSet
from cellscanner_trainer.detector.artefact import DetectorCard, detector_spec, hardware, save_detector
from cellscanner_trainer.detector.calibration import best_threshold, calibrate, outcomes
from cellscanner_trainer.detector.config import DetectorConfig
from cellscanner_trainer.detector.measuring import Found, find, measure
from cellscanner_trainer.detector.prediction import torch_network
from cellscanner_trainer.detector.training import Hooks, Training
from cellscanner_trainer.evaluation.detection import average_precision

# Enough pictures to see a curve rise, few enough not to slow the training down.
WATCHED_PICTURES = 60


def train_detector(
    training: DataSet, held_out: DataSet, config: DetectorConfig, out: Path, hooks: Hooks | None = None
) -> DetectorCard | None:
    """Trains on `training`, calibrates on `held_out`, and leaves detector.safetensors, detector.json and the history.

    Goes on from a checkpoint in `out`. None if `hooks.stop` ended it early.
    """
    given = hooks or Hooks()
    watched = Watch(held_out, config) if held_out.pictures else None
    run = Training(training, config, out, Hooks(given.stop, given.progress, given.evaluate or watched))
    if not run.run():
        return None
    found = find(torch_network(run.average), held_out, config.input)
    return finish(run.average, found, config, training, out, training_figures(run, training, config))


def finish(
    network: nn.Module, found: Found, config: DetectorConfig, training: DataSet, out: Path, figures: dict[str, Any]
) -> DetectorCard:
    """Calibrates by predictions on held-out pictures and stores the detector.

    `found` may come from other networks of the same recipe, as out-of-fold predictions do. `figures` say what the
    training did and, where that is to be told, which pictures `found` is of.
    """
    calibration, _ = calibrate(found.found, found.truth, config.match)
    held_out = measure(found.calibrated(calibration), training.classes, config.match)
    card = DetectorCard(
        spec=detector_spec(config, training.classes, calibration), metrics={"training": figures, "held_out": held_out}
    )
    save_detector(out, network, card)
    return card


def training_figures(run: Training, training: DataSet, config: DetectorConfig) -> dict[str, Any]:
    """What the training did, for detector.json."""
    return {
        "pictures": len(training.pictures),
        "cells": sum(len(picture) for picture in training.pictures),
        "dropped_labels": training.dropped(),
        "steps": run.step,
        "seconds": round(run.seconds),
        "tensors_from_start": run.fitted,
        "hardware": hardware(),
        "torch": torch.__version__,
        "config": json.loads(config.model_dump_json(exclude={"start"})),
    }


class Watch:
    """Measures the averaged network on some held-out pictures while it trains."""

    def __init__(self, held_out: DataSet, config: DetectorConfig) -> None:
        every = max(1, len(held_out.pictures) // WATCHED_PICTURES)
        self._data = DataSet(held_out.classes, held_out.pictures[::every])
        self._config = config

    def __call__(self, network: nn.Module) -> dict[str, float]:
        """Best F1, its raw threshold, AP at IoU 0.5 of each class, and the classes' mean AP at 0.5 and 0.5 to 0.95."""
        found = find(torch_network(network), self._data, self._config.input)
        threshold, f1 = best_threshold(outcomes(found.found, found.truth, self._config.match))
        names = self._data.classes
        precisions = average_precision(found.found, found.truth, len(names))
        curves = {f"ap50_{names[index]}": round(values[0], 4) for index, values in precisions.items()}
        means = np.mean(list(precisions.values()) or [(0.0, 0.0)], axis=0).round(4).tolist()
        return {"threshold": threshold, "f1": round(f1, 4), "map50": means[0], "map": means[1], **curves}
