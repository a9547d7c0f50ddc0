"""The process that trains. It talks to the worker through a pipe, and does not outlive it."""

import errno
import logging
import multiprocessing
import os
import threading
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

import yaml
from cellscanner_shared.errors import CellScannerError
from cellscanner_shared.telemetry import configure_logging
from cellscanner_shared.trainings import SNAPSHOT_FILE, TrainingPlan, read_snapshot

from cellscanner_trainer.errors import TrainingStopped
from cellscanner_trainer.progress import Progress
from cellscanner_trainer.settings import Device

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Means:
    """What the worker's settings give a training: threads, where networks learn, and the folder of initial weights."""

    threads: int = 1
    device: Device = "cpu"
    initial: Path | None = None


@dataclass(frozen=True)
class RecipeTask:
    """A recipe and the folder that its data paths lie in. Tasks cross into the process: plain data and paths only."""

    recipe: dict[str, Any]
    data: Path
    work: Path
    package: Path
    means: Means

    def run(self, progress: Progress) -> None:
        """Train both networks and write the package."""
        # Imported here and below: the worker itself stays free of torch and its memory.
        from cellscanner_trainer.pipeline import Request, run
        from cellscanner_trainer.recipes.schema import demand_inside, parse_recipe

        recipe = parse_recipe(self.recipe, source="recipe")
        demand_inside(recipe)
        recipe_file = self.work / f"{recipe.name}.yaml"
        recipe_file.write_text(yaml.safe_dump(self.recipe, allow_unicode=True, sort_keys=False), encoding="utf-8")
        place = (recipe, recipe_file, self.data, self.work, self.package)
        run(Request(*place, initial=self.means.initial, progress=progress))


@dataclass(frozen=True)
class PersonalTask:
    """A plan, in JSON, and the folders of the verified packages that it names; its snapshot lies in `work`."""

    plan: str
    base: Path
    start: Path
    old: Path
    work: Path
    package: Path
    means: Means

    def run(self, progress: Progress) -> None:
        """Train the plan, write the package and the comparison."""
        from cellscanner_trainer.personal import run

        plan = TrainingPlan.model_validate_json(self.plan)
        snapshot = read_snapshot((self.work / SNAPSHOT_FILE).read_bytes(), plan.snapshot_sha256)
        run(plan, snapshot, self.base, self.start, self.old, self.work, self.package, progress, self.means.initial)


ChildTask = RecipeTask | PersonalTask


def train_in_child(task: ChildTask, pipe: Connection) -> None:
    """Entry of the process: sends `("progress", stage, done, total, unit)` and at last `("end", problem or None)`."""
    threading.Thread(target=_die_with_parent, daemon=True).start()
    configure_logging("trainer-job")
    try:
        _train(task, pipe)
    except CellScannerError as error:
        pipe.send(("end", error.problem()))
    except Exception as error:  # noqa: BLE001 - the edge of the process: the job must learn of its end
        _LOG.error("the training failed", exc_info=error)
        pipe.send(("end", _stopped(error).problem()))
    else:
        pipe.send(("end", None))


def _stopped(error: Exception) -> TrainingStopped:
    # Libraries that write files have errors of their own, which say it in the system's words.
    if os.strerror(errno.ENOSPC) in str(error):
        return TrainingStopped(
            "The disk of the trainer is full. Free some space there, then start the training again.",
            reason="training-disk-full",
        )
    name = type(error).__name__
    return TrainingStopped(f"The training failed: {name}.", reason="training-failed", cause=name)


def _train(task: ChildTask, pipe: Connection) -> None:
    import torch

    from cellscanner_trainer.device import use_device

    torch.set_num_threads(task.means.threads)
    use_device(task.means.device)
    task.run(Progress(lambda *values: pipe.send(("progress", *values))))


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
