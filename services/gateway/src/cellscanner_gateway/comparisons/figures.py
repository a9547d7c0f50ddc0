"""The two figures of a comparison as data, from what its trainings have left so far."""

from collections.abc import Iterable
from typing import Any

from cellscanner_shared.trainings import TrainingPlan

from cellscanner_gateway.comparisons.schemas import (
    ComparisonFigures,
    ComparisonRow,
    CurvePoint,
    LearningCurve,
    SizedPoint,
)

# What an evaluation of a detector leaves in the history.
_CURVE = frozenset({"step", "map50", "map"})


def figures_of(rows: Iterable[tuple[ComparisonRow, TrainingPlan | None]]) -> ComparisonFigures:
    """Points of the versions that are measured and say their size; curves of the detectors that were evaluated."""
    points, curves = [], []
    for row, plan in rows:
        parameters = (row.metrics or {}).get("parameters")
        if row.comparison is not None and isinstance(parameters, int):
            measured = {one.name: one.new for one in row.comparison.metrics if one.class_name is None}
            points.append(SizedPoint(training_id=row.training_id, parameters=parameters, figures=measured))
        evaluations = [one for one in row.history if one.get("network") == "detector" and one.keys() >= _CURVE]
        if plan is not None and evaluations:
            curves.append(_curve(row, plan, evaluations))
    return ComparisonFigures(accuracy_by_parameters=points, learning_curves=curves)


def _curve(row: ComparisonRow, plan: TrainingPlan, evaluations: list[dict[str, Any]]) -> LearningCurve:
    return LearningCurve(
        training_id=row.training_id,
        initial_weights=plan.detector_parameters.initial_weights,
        points=[CurvePoint.model_validate({name: one[name] for name in _CURVE}) for one in evaluations],
    )
