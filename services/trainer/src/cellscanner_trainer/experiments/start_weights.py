"""Pretrained against random weights: the same detector training from each, measured after every epoch."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cellscanner_trainer.errors import RecipeRefused
from cellscanner_trainer.experiments.course import Course, CourseSettings
from cellscanner_trainer.experiments.drawing import draw_curves
from cellscanner_trainer.pipeline import Request

SHARE = 0.95
FIGURE = "curves.svg"


class StartWeights(CourseSettings):
    """A training from each of `starts`: "pretrained" (the recipe's), "random", or the folder of a package."""

    starts: tuple[str, ...] = ("pretrained", "random")


def start_weights(request: Request, settings: StartWeights) -> Iterator[Mapping[str, Any]]:
    """A row an epoch and start (mAP on the test pictures), then a row a start: its best and when."""
    course = Course.of(request, settings)
    curves: dict[str, list[float]] = {}
    for given in settings.starts:
        name, start = _start(given, course.config.start)
        _, measured = course.run(name, course.config.model_copy(update={"start": start}))
        curves[name] = [line["map50"] for line in measured]
        for epoch, line in enumerate(measured, start=1):
            yield {"start": name, "epoch": epoch, "map50": line["map50"], "map": line["map"]}
    (request.work / FIGURE).write_text(draw_curves(curves, "mAP@0.5"), encoding="utf-8")
    yield from _summary(curves)


def _start(given: str, recipes: Path | None) -> tuple[str, Path | None]:
    """What the start is called, and its weights; raises RecipeRefused for a folder that is no package."""
    if given in ("pretrained", "random"):
        return given, recipes if given == "pretrained" else None
    folder = Path(given)
    weights = folder / "detector.safetensors"
    if not weights.is_file():
        raise RecipeRefused(f"{given} is neither pretrained nor random nor the folder of a package.")
    return f"{folder.parent.name}-{folder.name}", weights


def _summary(curves: Mapping[str, list[float]]) -> Iterator[Mapping[str, Any]]:
    for name, curve in curves.items():
        best = max(curve)
        row: dict[str, Any] = {"start": name, "best": best}
        row["epoch_of_95_percent_of_its_best"] = first_at(curve, SHARE * best)
        if "random" in curves:
            goal = SHARE * max(curves["random"])
            row["epoch_of_95_percent_of_randoms_best"] = first_at(curve, goal)
        yield row


def first_at(curve: list[float], goal: float) -> int | None:
    """The first epoch, counted from 1, that reaches the goal."""
    return next((epoch for epoch, value in enumerate(curve, start=1) if value >= goal), None)
