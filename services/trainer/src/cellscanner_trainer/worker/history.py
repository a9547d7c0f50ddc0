"""The curves of a training, as its history files hold them."""

import json
from pathlib import Path
from typing import Any

MOST_POINTS = 500


def read_history(work: Path) -> list[dict[str, Any]]:
    """Every line of every `*-history.jsonl` below `work`, each with the network it is about; thinned to 500 points.

    The last of each network is among them: where a curve ends is what a person looks for.
    """
    points: list[dict[str, Any]] = []
    for file in sorted(work.glob("*/*-history.jsonl")):
        network = file.name.removesuffix("-history.jsonl")
        lines = file.read_text(encoding="utf-8").splitlines()
        points += [
            {"network": network} | json.loads(line, parse_constant=_missing) for line in lines if line.endswith("}")
        ]
    step = -(-len(points) // MOST_POINTS) or 1
    last = {point["network"]: place for place, point in enumerate(points)}.values()
    return [point for place, point in enumerate(points) if place % step == 0 or place in last]


def _missing(_: str) -> None:
    """For what is no number, which the database does not take either."""
