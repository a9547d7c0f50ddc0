"""What the card of a personal model says in words: all of it follows from the plan, the pictures and the figures."""

from collections.abc import Iterator
from typing import Any

from cellscanner_shared.trainings import Comparison, ComparisonMetric, Detail, Estimate

from cellscanner_trainer.evaluation.comparison import FEWEST_PICTURES
from cellscanner_trainer.personal.job import Job, cells_of
from cellscanner_trainer.recipes.schema import CardConfig

WORST_PICTURES = 3
_MODES = {
    "quick": "Quick mode: the detector of {start} recalibrated, its classifier's last layer fitted anew",
    "full": "Full mode: {units} fine-tuned from the weights of {start}",
}


def personal_card(job: Job, comparison: Comparison) -> CardConfig:
    """The sections that no table of figures can be."""
    return CardConfig(trained_on=" ".join(_trained_on(job)), fails=tuple(_fails(comparison)))


def figures(comparison: Comparison) -> dict[str, Any]:
    """The comparison as metrics.json has it: figure (and class) to old, new, difference and verdict."""
    rows = {_name(one): _row(one) for one in comparison.metrics}
    return {
        "old": comparison.old,
        "pictures": comparison.hold_out.pictures,
        "cells": comparison.hold_out.cells,
        "verdict": comparison.verdict,
        **rows,
        **(_detail(comparison.new_detail) if comparison.new_detail is not None else {}),
    }


def _detail(detail: Detail) -> dict[str, Any]:
    """Of the new version: which class it takes for which, of the cells found, and what its scores mean."""
    return {
        "confusion": {
            f"{one.true} named {one.named}": {"cells": one.cells, **_interval(one.share)} for one in detail.confusion
        },
        "calibration": {
            f"score {one.score:.2f}": {"detections": one.detections, **_interval(one.right)}
            for one in detail.calibration
        },
    }


def _interval(share: Estimate) -> dict[str, float | None]:
    return {"share": share.value, "low": share.low, "high": share.high}


def _trained_on(job: Job) -> Iterator[str]:
    plan, data = job.plan, job.data
    cells = ", ".join(f"{count} {name}" for name, count in cells_of(data.training).items())
    yield f"{len(data.training.pictures)} corrected pictures with {cells};"
    yield f"{len(data.validation.pictures)} more to validate and calibrate on,"
    yield f"{len(data.test.pictures)} held out and never trained on."
    yield _MODES[plan.mode].format(start=plan.start, units=" and ".join(plan.units)) + "."
    if job.replay is not None and plan.replay is not None:
        yield f"Replay: {len(job.replay.pictures)} pictures prepared beforehand, {plan.replay.share:.0%} of each batch."
    yield f"Base: {plan.base}, whose own training its card describes."


def _fails(comparison: Comparison) -> Iterator[str]:
    hold_out = comparison.hold_out
    if not hold_out.pictures:
        yield "No picture was held out: how it does on pictures that it never saw is not known."
        return
    if hold_out.pictures < FEWEST_PICTURES:
        yield f"Pictures that were held out: {hold_out.pictures}, too few to tell chance from skill."
    by_class = [one for one in comparison.metrics if one.name == "f1" and one.class_name and one.new.value is not None]
    for one in sorted(by_class, key=lambda metric: metric.new.value or 0.0)[:2]:
        yield f"Class {one.class_name}: F1 {one.new.value:.2f}{_range(one)} on the held-out pictures."
    weakest = sorted((one for one in comparison.pictures if one.new_f1 is not None), key=lambda one: one.new_f1 or 0.0)
    for picture in weakest[:WORST_PICTURES]:
        yield f"Picture {picture.image_id}: F1 {picture.new_f1:.2f}, among the lowest."


def _range(metric: ComparisonMetric) -> str:
    return "" if metric.new.low is None else f" ({metric.new.low:.2f} to {metric.new.high:.2f})"


def _name(metric: ComparisonMetric) -> str:
    return f"{metric.name} {metric.class_name}" if metric.class_name else metric.name


def _row(metric: ComparisonMetric) -> dict[str, Any]:
    difference = metric.difference
    return {
        "old": metric.old.value,
        "new": metric.new.value,
        "difference": difference.value,
        "low": difference.low,
        "high": difference.high,
        "verdict": metric.verdict,
    }
