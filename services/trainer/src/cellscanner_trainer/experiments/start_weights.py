"""Pretrained against random weights: the same detector training from each, measured after every epoch."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cellscanner_trainer.data.labelled import DataSet
from cellscanner_trainer.detector.run import Watch
from cellscanner_trainer.detector.training import HISTORY, Hooks, Training
from cellscanner_trainer.errors import RecipeRefused
from cellscanner_trainer.experiments.drawing import draw_curves
from cellscanner_trainer.experiments.settings import Settings
from cellscanner_trainer.pipeline import Request, first_weights
from cellscanner_trainer.recipes.data import load_data

SHARE = 0.95
FIGURE = "curves.svg"


class StartWeights(Settings):
    """`epochs` of each training from each of `starts`, and what replaces the recipe's optimiser.

    A start is "pretrained" (the recipe's), "random", or the folder of a package. Every `every`-th training picture
    teaches: an epoch is one pass over these.
    """

    starts: tuple[str, ...] = ("pretrained", "random")
    every: int = 1
    epochs: int = 20
    batch: int = 8
    warmup_steps: int = 40
    learning_rate: float = 0.002


def start_weights(request: Request, settings: StartWeights) -> Iterator[Mapping[str, Any]]:
    """A row an epoch and start (mAP on the test pictures, at most some sixty), then a row a start: its best and when.

    An epoch draws as many crops as there are training pictures.
    """
    splits = load_data(request.recipe, request.data)
    training = DataSet(splits.training.classes, splits.training.pictures[:: settings.every])
    recipe = first_weights(request, request.recipe.detector_start or request.recipe.detector)
    each = max(1, len(training.pictures) // settings.batch)
    changed = settings.model_dump(include={"batch", "warmup_steps", "learning_rate"})
    optimiser = recipe.optimiser.model_copy(update={"steps": each * settings.epochs} | changed)
    curves: dict[str, list[float]] = {}
    for given in settings.starts:
        name, start = _start(given, recipe.start)
        config = recipe.model_copy(update={"start": start, "optimiser": optimiser, "evaluate_every": each})
        folder = request.work / name
        Training(training, config, folder, Hooks(evaluate=Watch(splits.test, config))).run()
        measured = _measured(folder / HISTORY)
        curves[name] = [line["map50"] for line in measured]
        for epoch, line in enumerate(measured, start=1):
            yield {"start": name, "epoch": epoch, "map50": line["map50"], "map": line["map"]}
    (request.work / FIGURE).write_text(draw_curves(curves, "mAP@0.5"), encoding="utf-8")
    yield from _summary(curves)


def _start(given: str, recipes: Path | None) -> tuple[str, Path | None]:
    """What the start is called, and its weights; raises RecipeRefused for a folder that is no package."""
    if given in ("pretrained", "random"):
        return given, recipes if given == "pretrained" else None
    folder = Path(given)
    weights = folder / "detector.safetensors"
    if not weights.is_file():
        raise RecipeRefused(f"{given} is neither pretrained nor random nor the folder of a package.")
    return f"{folder.parent.name}-{folder.name}", weights


def _measured(history: Path) -> list[dict[str, float]]:
    lines = [json.loads(line) for line in history.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if "map50" in line]


def _summary(curves: Mapping[str, list[float]]) -> Iterator[Mapping[str, Any]]:
    for name, curve in curves.items():
        best = max(curve)
        row: dict[str, Any] = {"start": name, "best": best}
        row["epoch_of_95_percent_of_its_best"] = first_at(curve, SHARE * best)
        if "random" in curves:
            goal = SHARE * max(curves["random"])
            row["epoch_of_95_percent_of_randoms_best"] = first_at(curve, goal)
        yield row


def first_at(curve: list[float], goal: float) -> int | None:
    """The first epoch, counted from 1, that reaches the goal."""
    return next((epoch for epoch, value in enumerate(curve, start=1) if value >= goal), None)
