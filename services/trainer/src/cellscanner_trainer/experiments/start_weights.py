"""Pretrained against random weights: the same detector training twice, measured after every epoch."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from cellscanner_trainer.detector.run import Watch
from cellscanner_trainer.detector.training import HISTORY, Hooks, Training
from cellscanner_trainer.experiments.settings import Settings
from cellscanner_trainer.pipeline import Request, first_weights
from cellscanner_trainer.recipes.data import load_data

SHARE = 0.95


class StartWeights(Settings):
    """`epochs` of each training, and what replaces the recipe's optimiser."""

    epochs: int = 20
    batch: int = 8
    warmup_steps: int = 40
    learning_rate: float = 0.002


def start_weights(request: Request, settings: StartWeights) -> Iterator[Mapping[str, Any]]:
    """A row an epoch and start (mAP on the test pictures, at most some sixty), then a row a start: its best and when.

    An epoch draws as many crops as there are training pictures.
    """
    splits = load_data(request.recipe, request.data)
    recipe = first_weights(request, request.recipe.detector_start or request.recipe.detector)
    each = max(1, len(splits.training.pictures) // settings.batch)
    optimiser = recipe.optimiser.model_copy(
        update={"steps": each * settings.epochs} | settings.model_dump(exclude={"epochs"})
    )
    curves: dict[str, list[float]] = {}
    for name, start in {"pretrained": recipe.start, "random": None}.items():
        config = recipe.model_copy(update={"start": start, "optimiser": optimiser, "evaluate_every": each})
        folder = request.work / name
        Training(splits.training, config, folder, Hooks(evaluate=Watch(splits.test, config))).run()
        lines = [json.loads(line) for line in (folder / HISTORY).read_text(encoding="utf-8").splitlines()]
        measured = [line for line in lines if "map50" in line]
        curves[name] = [line["map50"] for line in measured]
        for epoch, line in enumerate(measured, start=1):
            yield {"start": name, "epoch": epoch, "map50": line["map50"], "map": line["map"]}
    goal = SHARE * max(curves["random"])
    for name, curve in curves.items():
        yield {
            "start": name,
            "best": max(curve),
            "epoch_of_95_percent_of_its_best": first_at(curve, SHARE * max(curve)),
            "epoch_of_95_percent_of_randoms_best": first_at(curve, goal),
        }


def first_at(curve: list[float], goal: float) -> int | None:
    """The first epoch, counted from 1, that reaches the goal."""
    return next((epoch for epoch, value in enumerate(curve, start=1) if value >= goal), None)
