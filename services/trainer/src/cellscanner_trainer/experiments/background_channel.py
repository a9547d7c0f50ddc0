"""A classifier with the background channel and one without, trained alike and judged on the same test pictures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cellscanner_trainer.classifier.artefact import CARD_FILE, load_network
from cellscanner_trainer.classifier.config import ClassifierConfig
from cellscanner_trainer.classifier.metrics import average_precision
from cellscanner_trainer.classifier.network import CropClassifier
from cellscanner_trainer.classifier.reading import read_cells
from cellscanner_trainer.classifier.samples import LabelledCells
from cellscanner_trainer.classifier.training import evaluate, train_classifier
from cellscanner_trainer.errors import RecipeRefused
from cellscanner_trainer.evaluation.bootstrap import bootstrap_interval
from cellscanner_trainer.experiments.settings import Settings
from cellscanner_trainer.pipeline import Request, first_crop_weights
from cellscanner_trainer.recipes.data import load_data

Values = dict[str, float]


class BackgroundChannel(Settings):
    """`channels`: which of the two are trained, in this order; `epochs` replaces the recipe's; `start` weights."""

    channels: tuple[bool, ...] = (False, True)
    seeds: int = 1
    epochs: int | None = None
    start: Path | None = None
    samples: int = 1000


@dataclass(frozen=True)
class Judged:
    """Of every test cell the picture it lies in, its true class and the logits (N, C) by each channel and seed."""

    picture: NDArray[np.int64]
    labels: NDArray[np.int64]
    logits: Mapping[tuple[bool, int], NDArray[np.float32]]


def background_channel(request: Request, settings: BackgroundChannel) -> Iterator[Mapping[str, Any]]:
    """A row a training, then, where both were trained, a row a figure: mean of the seeds without, with, and the gain.

    Cells are cut at their annotated boxes; intervals are of draws of test pictures, of the gain paired.
    """
    recipe = request.recipe
    if recipe.classifier is None:
        raise RecipeRefused(f"{recipe.name} has no classifier.")
    splits = load_data(recipe, request.data)
    training, validation, test = (read_cells(one) for one in (splits.training, splits.validation, splits.test))
    logits: dict[tuple[bool, int], NDArray[np.float32]] = {}
    for seed in range(settings.seeds):
        for channel in settings.channels:
            folder = request.work / f"{'with' if channel else 'without'}-seed-{seed}"
            config = _config(request, recipe.classifier, settings, channel=channel, seed=seed)
            if not (folder / CARD_FILE).exists():
                train_classifier(training, validation, recipe.class_names, config, folder)
            logits[channel, seed] = _logits(folder, test, recipe.class_names, config)
            judged = Judged(test.picture_index, test.labels, logits)
            values = _values(judged, recipe.class_names, (channel, seed), np.arange(len(test)))
            yield {"background_channel": channel, "seed": seed, "test_cells": len(test)} | _rounded(values)
    if set(settings.channels) == {False, True}:
        yield from _comparison(Judged(test.picture_index, test.labels, logits), recipe.class_names, settings)


def _config(
    request: Request, plain: ClassifierConfig, settings: BackgroundChannel, *, channel: bool, seed: int
) -> ClassifierConfig:
    optimiser = plain.optimiser
    if settings.epochs is not None:
        optimiser = optimiser.model_copy(update={"epochs": settings.epochs, "evaluate_every": settings.epochs})
    start = None if settings.start is None else settings.start.absolute()
    update = {"background_channel": channel, "seed": seed, "optimiser": optimiser, "start": start}
    return first_crop_weights(request, plain.model_copy(update=update))


def _logits(
    folder: Path, test: LabelledCells, classes: tuple[str, ...], config: ClassifierConfig
) -> NDArray[np.float32]:
    network = load_network(folder)
    assert isinstance(network, CropClassifier)  # noqa: S101 - it has classes: this very experiment trained it
    found: NDArray[np.float32] = evaluate(network, test, classes, config).logits.numpy()
    return found


def _values(judged: Judged, classes: tuple[str, ...], which: tuple[bool, int], chosen: NDArray[np.int64]) -> Values:
    """Balanced accuracy, and recall and average precision of each class, of the chosen cells."""
    logits, labels = judged.logits[which][chosen], judged.labels[chosen]
    guesses = logits.argmax(axis=1)
    values: Values = {}
    for index, name in enumerate(classes):
        true = labels == index
        values[f"recall {name}"] = float((guesses[true] == index).mean()) if true.any() else float("nan")
        # How far the class is ahead of the best other one.
        ahead = logits[:, index] - np.delete(logits, index, axis=1).max(axis=1)
        precision = average_precision(ahead, true)
        values[f"ap {name}"] = float("nan") if precision is None else precision
    recalls = [values[f"recall {name}"] for name in classes]
    return {"balanced_accuracy": float(np.nanmean(recalls))} | values


def _comparison(judged: Judged, classes: tuple[str, ...], settings: BackgroundChannel) -> Iterator[Mapping[str, Any]]:
    groups = [np.flatnonzero(judged.picture == number) for number in np.unique(judged.picture)]
    seeds = range(settings.seeds)

    def gain(name: str, drawn: Sequence[NDArray[np.int64]]) -> float | None:
        cells = np.concatenate(drawn)
        return _finite(mean(True, name, cells) - mean(False, name, cells))

    def mean(channel: bool, name: str, cells: NDArray[np.int64]) -> float:
        return float(np.mean([_values(judged, classes, (channel, seed), cells)[name] for seed in seeds]))

    everything = np.concatenate(groups)
    for name in _values(judged, classes, (False, 0), everything):
        ways = {"without": mean(False, name, everything), "with": mean(True, name, everything)}
        row = {"figure": name, "pictures": len(groups)} | _rounded(ways)
        interval = bootstrap_interval(groups, partial(gain, name), samples=settings.samples)
        yield row | {"gain": [_round(ways["with"] - ways["without"]), *(_round(one) for one in interval or ())]}


def _finite(value: float) -> float | None:
    return None if np.isnan(value) else value


def _rounded(values: Mapping[str, float]) -> dict[str, float | None]:
    return {name: _round(value) for name, value in values.items()}


def _round(value: float) -> float | None:
    return None if np.isnan(value) else round(value, 4)
