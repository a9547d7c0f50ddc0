"""Rows of trainings as the API shows them."""

from typing import Any

from cellscanner_gateway.jobs.schemas import JobOut
from cellscanner_gateway.trainings.repository import TrainingRow
from cellscanner_gateway.trainings.schemas import TrainingOut, TrainingSummary


def summary(row: TrainingRow) -> TrainingSummary:
    """A training in a list."""
    return TrainingSummary.model_validate(_basis(row))


def whole(row: TrainingRow) -> TrainingOut:
    """A training with its plan, its curves and its comparison."""
    training = row.training
    names = ("recipe", "plan", "snapshot_sha256", "pictures", "history", "comparison")
    return TrainingOut.model_validate(_basis(row) | {name: getattr(training, name) for name in names})


def _basis(row: TrainingRow) -> dict[str, Any]:
    training, plan = row.training, row.training.plan or {}
    return {
        "id": training.id,
        "model": f"{row.model.owner}/{row.model.name}@{training.version}",
        "mode": plan.get("mode"),
        "base": plan.get("base"),
        "project_id": training.project_id,
        "comparison_id": training.part_of,
        "verdict": (training.comparison or {}).get("verdict"),
        "decision": training.decision,
        "job": JobOut.of(row.job),
        "created_at": training.created_at,
    }
