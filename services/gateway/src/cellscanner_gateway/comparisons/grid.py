"""From a grid to the trainings it stands for."""

import itertools
import re
from dataclasses import dataclass
from typing import Any

from cellscanner_shared.errors import InvalidRequest
from pydantic import ValidationError

from cellscanner_gateway.comparisons.schemas import ComparisonRequest
from cellscanner_gateway.trainings.schemas import TrainingRequest

MOST_TRAININGS = 64
# What may differ between trainings on one snapshot with one split.
_PATH = re.compile(r"parameters\.(he|detector|classifier)\.[a-z_]+|mode|seed")
Settings = dict[str, Any]


@dataclass(frozen=True)
class Combination:
    """The values of one row of the table, and the training they make."""

    settings: Settings
    training: TrainingRequest


def combinations(request: ComparisonRequest) -> list[Combination]:
    """Every combination of values with its training. Raises InvalidRequest for what cannot differ, or is no value."""
    strange = [path for path in request.grid if _PATH.fullmatch(path) is None]
    if strange:
        raise InvalidRequest(
            f"Not a setting that a comparison can vary: {', '.join(strange)}.", reason="not-varied", settings=strange
        )
    values = list(itertools.product(*request.grid.values()))
    if len(values) > MOST_TRAININGS:
        raise InvalidRequest(
            f"The grid has {len(values)} combinations; {MOST_TRAININGS} are allowed.",
            reason="too-many-combinations",
            combinations=len(values),
            most=MOST_TRAININGS,
        )
    settings = [dict(zip(request.grid, each, strict=True)) for each in values]
    return [Combination(each, _training(request.training, each)) for each in settings]


def _training(training: TrainingRequest, settings: Settings) -> TrainingRequest:
    content = training.model_dump(mode="json")
    for path, value in settings.items():
        *parents, last = path.split(".")
        place = content
        for parent in parents:
            place = place[parent]
        place[last] = value
    try:
        return TrainingRequest.model_validate(content)
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, one['loc'])) or 'training'}: {one['msg']}" for one in error.errors())
        raise InvalidRequest(
            f"The grid makes a training that is not valid: {wrong}.", reason="grid-not-valid", faults=wrong
        ) from error
