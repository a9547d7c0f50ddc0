"""The curve of a network's training: a line of JSON a point, kept true over kills."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cellscanner_trainer.whole_files import write_whole


def append_point(history: Path, point: Mapping[str, Any]) -> None:
    """One more point. Its numbers are finite: a table of a database takes no others."""
    with history.open("a", encoding="utf-8") as file:
        file.write(json.dumps(point, allow_nan=False) + "\n")


def forget_beyond(history: Path, place: str, last: int) -> None:
    """Drop the points whose `place` (step, epoch) came after the last checkpoint and was lost: it is done again.

    A line that a kill left unfinished goes with them, or the next point would be written onto its end.
    """
    if history.exists():
        lines = history.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if line.endswith("}\n") and json.loads(line)[place] <= last]
        write_whole(history, "".join(kept))
