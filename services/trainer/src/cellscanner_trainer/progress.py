"""How far a training is, told to whoever asked: a callback, so that a worker can pass it on from another process."""

from collections.abc import Callable
from dataclasses import dataclass


def tell_nobody(*_: object) -> None:
    """The report of a training that nobody watches."""


@dataclass
class Progress:
    """Counts the units of the current stage; every change goes to `report(stage, done, total, unit)`."""

    report: Callable[[str, int, int, str], None] = tell_nobody
    stage: str = "queued"
    total: int = 0
    unit: str = "steps"

    def begin(self, stage: str, total: int, unit: str) -> None:
        """Enter a stage of `total` units."""
        self.stage, self.total, self.unit = stage, total, unit
        self.advance(0)

    def advance(self, done: int) -> None:
        """Report that `done` units of the stage are done."""
        self.report(self.stage, done, self.total, self.unit)
