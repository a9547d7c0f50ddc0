"""When a training will end: the pace of the stage it is in, and what the stages to come were expected to take."""

import time
from collections.abc import Callable, Mapping

_ORDER = ("reading", "detector", "classifier", "export", "comparison")
# Stages as progress names them, by the name under which the estimate counts them.
_COUNTED_AS = {"features": "classifier", "packaging": "export"}


class Eta:
    """Told every progress of a training. Without an estimate, as of a recipe, nothing can be said of later stages."""

    def __init__(self, expected: Mapping[str, float], now: Callable[[], float] = time.monotonic) -> None:
        self._expected, self._now = expected, now
        self._stage, self._began, self._first = "", 0.0, 0

    def seconds_left(self, stage: str, done: int, total: int) -> float | None:
        """Seconds to the end of the training; None where they cannot be told."""
        if not self._expected:
            return None
        if stage != self._stage:
            # A resumed stage begins with what is done already, and that took no time now.
            self._stage, self._began, self._first = stage, self._now(), done
        return self._of_stage(stage, done, total) + self._later(stage)

    def _of_stage(self, stage: str, done: int, total: int) -> float:
        if done > self._first:
            return (self._now() - self._began) / (done - self._first) * (total - done)
        return self._expected.get(_COUNTED_AS.get(stage, stage), 0.0) * (1 - done / max(1, total))

    def _later(self, stage: str) -> float:
        counted = _COUNTED_AS.get(stage, stage)
        later = _ORDER[_ORDER.index(counted) + 1 :] if counted in _ORDER else _ORDER
        return sum(self._expected.get(name, 0.0) for name in later)
