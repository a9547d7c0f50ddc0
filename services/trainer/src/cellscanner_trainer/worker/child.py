"""The process that trains. It talks to the worker through a pipe, and does not outlive it."""

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

from cellscanner_trainer.errors import TrainingStopped

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class ChildTask:
    """What crosses into the process: plain data and paths only."""

    recipe: dict[str, Any]
    data: Path
    work: Path
    package: Path
    threads: int


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
        pipe.send(("end", TrainingStopped(f"The training failed: {type(error).__name__}.").problem()))
    else:
        pipe.send(("end", None))


def _train(task: ChildTask, pipe: Connection) -> None:
    # Imported here: the worker itself stays free of torch and its memory.
    import torch

    from cellscanner_trainer.pipeline import Request, run
    from cellscanner_trainer.progress import Progress
    from cellscanner_trainer.recipes.schema import parse_recipe

    torch.set_num_threads(task.threads)
    recipe = parse_recipe(task.recipe, source="recipe")
    recipe_file = task.work / f"{recipe.name}.yaml"
    recipe_file.write_text(yaml.safe_dump(task.recipe, allow_unicode=True, sort_keys=False), encoding="utf-8")
    progress = Progress(lambda *values: pipe.send(("progress", *values)))
    run(Request(recipe, recipe_file, task.data, task.work, task.package, progress=progress))


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
