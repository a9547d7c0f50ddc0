"""What the gateway writes reads back the same at the trainer's, and nothing else gets through."""

import hashlib
import json
from typing import Any

import pytest
from cellscanner_shared.trainings import Comparison, Parameters, Snapshot, SnapshotDamaged, TrainingPlan, read_snapshot
from pydantic import ValidationError

DIGEST = "a" * 64
PLAN: dict[str, Any] = {
    "schema": 1,
    "mode": "quick",
    "units": ["target-classification"],
    "owner": "ada",
    "name": "my-cells",
    "version": 3,
    "title": {"en": "my-cells", "zh": "my-cells"},
    "classes": [{"name": "living", "target": False}, {"name": "dead", "target": True}],
    "licence": {"id": "MIT", "conditions": ""},
    "base": "base/living-dead@1",
    "base_digest": DIGEST,
    "start": "base/living-dead@1",
    "start_digest": DIGEST,
    "old": "ada/my-cells@2",
    "old_digest": DIGEST,
    "snapshot": "trainings/x/snapshot.json",
    "snapshot_sha256": DIGEST,
    "replay": {"snapshot": "trainings/x/replay.json", "sha256": DIGEST, "share": 0.25},
}
IMAGE = "7b5cc6c2-6d0e-4a7e-9ed6-4cf6a2d9f0a1"
SNAPSHOT: dict[str, Any] = {
    "images": [
        {
            "id": 1,
            "file_name": "a.png",
            "width": 40,
            "height": 30,
            "image_id": IMAGE,
            "source_key": f"pictures/{IMAGE}/original",
            "page": 0,
            "sha256": DIGEST,
            "micrometers_per_pixel": None,
            "split": "val",
            "checked": [[0.0, 0.0, 40.0, 15.0]],
        }
    ],
    "annotations": [
        {"id": 1, "image_id": 1, "category_id": 2, "bbox": [1.0, 2.0, 3.0, 4.0], "area": 12.0, "iscrowd": 0}
    ],
    "categories": [{"id": 1, "name": "living"}, {"id": 2, "name": "dead"}],
}
ESTIMATE = {"value": 0.5, "low": 0.4, "high": 0.6}


def test_a_plan_reads_and_has_its_defaults() -> None:
    plan = TrainingPlan.model_validate(PLAN)

    assert str(plan.ref) == "ada/my-cells@3"
    assert plan.class_names == ("living", "dead")
    assert plan.parameters.classifier.epochs == 20
    assert TrainingPlan.model_validate_json(plan.model_dump_json()) == plan
    assert json.loads(plan.model_dump_json())["schema"] == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("schema", 2),
        ("surprise", 1),
        ("units", []),
        ("units", ["target-detection", "target-detection"]),
        ("classes", [{"name": "living", "target": False}] * 2),
        ("base", "base/living-dead@champion"),
        ("old_digest", "A" * 64),
        ("seed", -1),
        ("parameters", {"detector": {"architecture": "yolov9"}}),
    ],
)
def test_a_plan_that_cannot_be_run_is_refused(field: str, value: object) -> None:
    with pytest.raises(ValidationError, match=field):
        TrainingPlan.model_validate(PLAN | {field: value})


def test_a_snapshot_is_the_bytes_that_were_hashed() -> None:
    snapshot = Snapshot.model_validate(SNAPSHOT)
    body = snapshot.encode()

    assert json.loads(body) == SNAPSHOT
    assert read_snapshot(body, hashlib.sha256(body).hexdigest()) == snapshot
    with pytest.raises(SnapshotDamaged):
        read_snapshot(body + b" ", hashlib.sha256(body).hexdigest())


@pytest.mark.parametrize(("field", "value", "words"), [("image_id", 2, "no picture"), ("category_id", 3, "no class")])
def test_a_cell_of_nothing_is_refused(field: str, value: int, words: str) -> None:
    stray = SNAPSHOT["annotations"][0] | {field: value}

    with pytest.raises(ValidationError, match=words):
        Snapshot.model_validate(SNAPSHOT | {"annotations": [stray]})


def test_a_comparison_reads_and_writes_the_same() -> None:
    metric = {"name": "f1", "class": "dead", "old": ESTIMATE, "new": ESTIMATE, "difference": ESTIMATE}
    content = {
        "old": "ada/my-cells@2",
        "new": "ada/my-cells@3",
        "hold_out": {"pictures": 2, "cells": 31},
        "metrics": [metric | {"verdict": "not-distinguishable"}],
        "verdict": "not-distinguishable",
        "pictures": [{"image_id": IMAGE, "old_f1": 0.25, "new_f1": None}],
        "old_detail": None,
        "new_detail": {
            "confusion": [{"true": "dead", "named": "living", "cells": 3, "share": ESTIMATE}],
            "calibration": [{"detections": 8, "score": 0.75, "right": ESTIMATE}],
        },
    }

    assert json.loads(Comparison.model_validate(content).model_dump_json()) == content


def test_unknown_parameters_are_refused_by_their_name() -> None:
    with pytest.raises(ValidationError, match="momentum"):
        Parameters.model_validate({"detector": {"momentum": 0.9}})
