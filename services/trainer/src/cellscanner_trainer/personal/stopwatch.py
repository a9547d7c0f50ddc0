"""Where the time of a training went, kept in a file so that a resumed one counts on."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cellscanner_trainer.whole_files import write_whole


class Stopwatch:
    """Seconds by stage."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.seconds: dict[str, float] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}

    @contextmanager
    def measure(self, stage: str) -> Iterator[None]:
        """Add what the block takes to `stage`, if it comes to its end."""
        began = time.monotonic()
        yield
        self.seconds[stage] = round(self.seconds.get(stage, 0.0) + time.monotonic() - began, 2)
        write_whole(self._file, json.dumps(self.seconds))
