"""Few labelled pictures: a classifier trained on the cells of 1, 2, 3 ... of them, and judged on others."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Literal

import numpy as np
import torch
from numpy.typing import NDArray

from cellscanner_trainer.classifier.artefact import CARD_FILE, read_card
from cellscanner_trainer.classifier.config import ClassifierConfig, CropConfig
from cellscanner_trainer.classifier.reading import read_cells
from cellscanner_trainer.classifier.samples import LabelledCells
from cellscanner_trainer.classifier.training import train_classifier
from cellscanner_trainer.data.labelled import DataSet
from cellscanner_trainer.errors import DataRefused
from cellscanner_trainer.experiments.cached_head import CachedHead
from cellscanner_trainer.experiments.settings import Settings
from cellscanner_trainer.pipeline import Request
from cellscanner_trainer.recipes.data import load_data

Way = Callable[[DataSet, DataSet, int], Mapping[str, Any]]


class FewLabels(Settings):
    """`crops` is about how many crops a training sees, whatever the number of pictures; `start` weights to start from.

    `balance`: as of a classifier's training; "none" is right for plain accuracy where the test has the same classes.
    With `head`, the folder of a package, a last layer alone is fitted to its features, on `most_cells` cells at most,
    pulled by `head_decay` to its own rows of the same classes, or to zero.
    """

    pictures: tuple[int, ...] = (1, 2, 3, 5, 10, 15)
    seeds: int = 1
    test_pictures: int = 12
    crops: int = 6000
    size: int = 32
    margin: float = 0.5
    batch: int = 64
    learning_rate: float = 0.001
    balance: Literal["sampled", "weighted", "none"] = "none"
    start: Path | None = None
    head: Path | None = None
    head_decay: float = 0.1
    most_cells: int = 1500


def few_labels(request: Request, settings: FewLabels) -> Iterator[Mapping[str, Any]]:
    """A row a number of pictures and seed: accuracy and balanced accuracy on cells of pictures that no training saw.

    A picture set holds that of a smaller number, so that a seed's curve is one annotator's work going on.
    """
    data = load_data(request.recipe, request.data).everything
    way = _way(request, settings)
    for seed in range(settings.seeds):
        order = np.random.default_rng(seed).permutation(len(data.pictures))
        test, rest = order[: settings.test_pictures], order[settings.test_pictures :]
        judged = _part(data, test)
        for number in settings.pictures:
            training = _part(data, rest[:number])
            cells = {"cells": _cells(training), "test_cells": _cells(judged)}
            yield {"pictures": number, "seed": seed, **cells, **_figures(way, training, judged, seed)}


def _figures(way: Way, training: DataSet, judged: DataSet, seed: int) -> Mapping[str, Any]:
    """What is measured; or why nothing was, since few pictures may lack a class."""
    try:
        found = way(training, judged, seed)
    except DataRefused as error:
        return {"refused": str(error)}
    return {name: round(found[name], 4) for name in ("accuracy", "balanced_accuracy")}


def _way(request: Request, settings: FewLabels) -> Way:
    """What gives the figures, of the pictures to learn from, those that judge, and the seed."""
    if settings.head is None:
        return partial(_fine_tuned, request, settings)
    return CachedHead(settings.head, request.work / "features", settings.head_decay, settings.most_cells).figures


def _fine_tuned(
    request: Request, settings: FewLabels, training: DataSet, judged: DataSet, seed: int
) -> Mapping[str, Any]:
    """Of a classifier that was trained whole, unless it is there already."""
    folder = request.work / f"{len(training.pictures)}-pictures-seed-{seed}"
    if not (folder / CARD_FILE).exists():
        cells = read_cells(training)
        train_classifier(cells, read_cells(judged), training.classes, _config(settings, cells, seed), folder)
    return read_card(folder).validation


def _cells(data: DataSet) -> int:
    return sum(len(picture) for picture in data.pictures)


def _part(data: DataSet, chosen: NDArray[np.int64]) -> DataSet:
    return DataSet(data.classes, tuple(data.pictures[index] for index in chosen))


def _config(settings: FewLabels, training: LabelledCells, seed: int) -> ClassifierConfig:
    torch.set_num_threads(1)
    epochs = max(1, round(settings.crops / len(training)))
    plain = ClassifierConfig(
        crop=CropConfig(size=settings.size, margin=settings.margin), seed=seed, start=settings.start
    )
    optimiser = plain.optimiser.model_copy(
        update={
            "epochs": epochs,
            "batch": settings.batch,
            "learning_rate": settings.learning_rate,
            "evaluate_every": epochs,
        }
    )
    return plain.model_copy(update={"optimiser": optimiser, "balance": settings.balance})
