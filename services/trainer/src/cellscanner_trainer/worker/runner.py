"""Running one training in a spawned process, watched: progress goes on, a cancelled job's process is killed at once."""

import logging
import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from cellscanner_trainer.errors import TrainingStopped
from cellscanner_trainer.worker.child import ChildTask, train_in_child

_LOG = logging.getLogger(__name__)
_LOOK_S = 0.5


class Cancelled(Exception):
    """The job is not wanted any more."""


def run_in_child(
    task: ChildTask, is_live: Callable[[], bool], report: Callable[[str, int, int, str], None]
) -> dict[str, Any] | None:
    """Train in a process of its own; None when the package is made, else the problem.

    `is_live` is asked twice a second; raises Cancelled, with the process gone, once it answers False.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=train_in_child, args=(task, theirs), name="cellscanner-training")
    process.start()
    theirs.close()
    try:
        return _watch(ours, is_live, report)
    finally:
        process.kill()
        process.join()
        ours.close()


def _watch(
    pipe: Connection, is_live: Callable[[], bool], report: Callable[[str, int, int, str], None]
) -> dict[str, Any] | None:
    while True:
        if not is_live():
            raise Cancelled
        latest = None
        try:
            # Only the last of what has piled up is worth a row: many steps may end within one look.
            while pipe.poll(_LOOK_S if latest is None else 0):
                kind, *values = pipe.recv()
                if kind == "end":
                    problem: dict[str, Any] | None = values[0]
                    return problem
                latest = values
        except EOFError:
            return TrainingStopped(
                "The training process was killed; most often the memory ran out.", reason="training-killed"
            ).problem()
        if latest is not None:
            report(*latest)
