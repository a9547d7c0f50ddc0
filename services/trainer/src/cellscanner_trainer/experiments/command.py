"""`cellscanner-trainer experiment NAME`: runs or goes on with one, prints its rows and keeps them in rows.jsonl."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from cellscanner_trainer.experiments.background_channel import BackgroundChannel, background_channel
from cellscanner_trainer.experiments.few_labels import FewLabels, few_labels
from cellscanner_trainer.experiments.groups_out import GroupsOut, groups_out
from cellscanner_trainer.experiments.sizes import Sizes, sizes
from cellscanner_trainer.experiments.start_weights import StartWeights, start_weights
from cellscanner_trainer.experiments.two_stages import TwoStages, two_stages
from cellscanner_trainer.pipeline import Request

ROWS_FILE = "rows.jsonl"


def rows_of(name: str, request: Request, given: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    """The rows of the experiment `name` with the settings `given`; raises RecipeRefused for unknown settings."""
    if name == "two-stages":
        return two_stages(request, TwoStages.read(given))
    if name == "groups-out":
        return groups_out(request, GroupsOut.read(given))
    if name == "sizes":
        return sizes(request, Sizes.read(given))
    if name == "start-weights":
        return start_weights(request, StartWeights.read(given))
    if name == "background-channel":
        return background_channel(request, BackgroundChannel.read(given))
    return few_labels(request, FewLabels.read(given))


def run_experiment(name: str, request: Request, given: Sequence[str]) -> Path:
    """Print every row as it comes; the file that holds them all."""
    file = request.work / ROWS_FILE
    request.work.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8") as stream:
        for row in rows_of(name, request, given):
            # Flushed at once: what is cut off keeps its rows.
            for target in (sys.stdout, stream):
                print(json.dumps(row), file=target, flush=True)
    return file
