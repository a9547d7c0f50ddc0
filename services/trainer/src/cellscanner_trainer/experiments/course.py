"""One short detector training of an experiment, measured after every epoch."""

import json
from pathlib import Path
from typing import Self

from cellscanner_trainer.data.labelled import DataSet
from cellscanner_trainer.detector.config import DetectorConfig
from cellscanner_trainer.detector.run import Watch
from cellscanner_trainer.detector.training import HISTORY, Hooks, Training
from cellscanner_trainer.experiments.settings import Settings
from cellscanner_trainer.pipeline import Request, first_weights
from cellscanner_trainer.recipes.data import Splits, load_data

Evaluations = list[dict[str, float]]


class CourseSettings(Settings):
    """`epochs` of a training, and what replaces the recipe's optimiser.

    Every `every`-th training picture teaches: an epoch is one pass over these, as many crops as pictures.
    """

    every: int = 1
    epochs: int = 20
    batch: int = 8
    warmup_steps: int = 40
    learning_rate: float = 0.002


class Course:
    """The same pictures, steps and optimiser for every training of an experiment."""

    def __init__(self, splits: Splits, config: DetectorConfig, work: Path) -> None:
        self.splits, self.config, self._work = splits, config, work

    @classmethod
    def of(cls, request: Request, settings: CourseSettings) -> Self:
        """Raises DataRefused and RecipeRefused where pictures or weights are missing."""
        splits = load_data(request.recipe, request.data)
        training = DataSet(splits.training.classes, splits.training.pictures[:: settings.every])
        recipe = first_weights(request, request.recipe.detector_start or request.recipe.detector)
        each = max(1, len(training.pictures) // settings.batch)
        changed = settings.model_dump(include={"batch", "warmup_steps", "learning_rate"})
        optimiser = recipe.optimiser.model_copy(update={"steps": each * settings.epochs} | changed)
        config = recipe.model_copy(update={"optimiser": optimiser, "evaluate_every": each})
        return cls(Splits(training, splits.validation, splits.test), config, request.work)

    def run(self, name: str, config: DetectorConfig) -> tuple[Training, Evaluations]:
        """Train, or go on with it; the figures of each epoch on the test pictures, at most some sixty of them."""
        folder = self._work / name
        training = Training(self.splits.training, config, folder, Hooks(evaluate=Watch(self.splits.test, config)))
        training.run()
        lines = [json.loads(line) for line in (folder / HISTORY).read_text(encoding="utf-8").splitlines()]
        return training, [line for line in lines if "map50" in line]
