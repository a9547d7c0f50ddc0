"""Points and curves from what trainings leave: written out, and nothing of what is not measured."""

from typing import Any
from uuid import UUID, uuid4

from cellscanner_gateway.comparisons.figures import figures_of
from cellscanner_gateway.comparisons.schemas import ComparisonRow
from cellscanner_shared.trainings import TrainingPlan

_NOW = "2026-01-01T00:00:00Z"
_ESTIMATE = {"value": 0.8, "low": 0.7, "high": 0.9}


def row(**changes: Any) -> ComparisonRow:
    job = {
        "id": uuid4(),
        "kind": "training",
        "state": "succeeded",
        "progress": {"done": 1, "total": 1, "unit": "steps", "stage": "succeeded"},
        "problem": None,
        "result": None,
        "created_at": _NOW,
        "started_at": _NOW,
        "finished_at": _NOW,
        "expected_end": None,
    }
    empty: dict[str, Any] = {"settings": {}, "metrics": None, "comparison": None, "history": []}
    return ComparisonRow.model_validate(
        {"training_id": UUID(int=7), "model": "ada/mine@1", "job": job, **empty, **changes}
    )


def plan(weights: str) -> TrainingPlan:
    ref = {f"{name}{part}": value for name in ("base", "start", "old") for part, value in (("", "base/he-cells@1"),)}
    digests = {f"{name}_digest": "0" * 64 for name in ("base", "start", "old")}
    return TrainingPlan.model_validate(
        {
            "mode": "full",
            "units": ["he-detection"],
            "owner": "ada",
            "name": "mine",
            "version": 1,
            "title": {"en": "mine", "zh": "mine"},
            "classes": [{"name": "cell", "target": False}],
            "licence": {"id": "x", "conditions": "x"},
            "snapshot": "trainings/1/snapshot.json",
            "snapshot_sha256": "0" * 64,
            "parameters": {"he": {"initial_weights": weights}},
            **ref,
            **digests,
        }
    )


def test_a_measured_version_is_a_point_with_its_figures_of_all_cells() -> None:
    metric = {"old": _ESTIMATE, "new": _ESTIMATE, "difference": _ESTIMATE, "verdict": "better"}
    comparison = {
        "old": "base/he-cells@1",
        "new": "ada/mine@1",
        "hold_out": {"pictures": 3, "cells": 9},
        "metrics": [{"name": "ap50", **metric}, {"name": "recall", "class": "dead", **metric}],
        "verdict": "better",
        "pictures": [],
    }
    rows = [
        row(metrics={"parameters": 2_500_000}, comparison=comparison),
        row(metrics={"parameters": 9}),
        row(metrics={}, comparison=comparison),
    ]
    figures = figures_of((one, None) for one in rows).model_dump(mode="json")

    assert figures["accuracy_by_parameters"] == [
        {"training_id": str(UUID(int=7)), "parameters": 2_500_000, "figures": {"ap50": _ESTIMATE}}
    ]
    assert figures["learning_curves"] == []


def test_curves_say_what_they_started_from() -> None:
    history = [
        {"network": "detector", "step": 10, "box_loss": 2.0},
        {"network": "detector", "step": 20, "map50": 0.5, "map": 0.25},
        {"network": "classifier", "epoch": 1},
    ]
    rows = [(row(history=history), plan("random")), (row(history=history), plan("coco")), (row(), plan("coco"))]
    curves = figures_of(rows).model_dump(mode="json")["learning_curves"]

    assert [one["initial_weights"] for one in curves] == ["random", "coco"]
    assert curves[0]["points"] == [{"step": 20, "map50": 0.5, "map": 0.25}]
