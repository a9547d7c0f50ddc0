"""The manifest is the example of docs/architecture.md, and refuses what would go wrong later."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from cellscanner_shared.packages import ModelManifest
from pydantic import ValidationError

ARCHITECTURE = Path(__file__).resolve().parents[4] / "docs" / "architecture.md"


@pytest.fixture
def example() -> dict[str, Any]:
    match = re.search(r"```json\n(.*?)```", ARCHITECTURE.read_text(encoding="utf-8"), re.DOTALL)
    assert match is not None
    fields: dict[str, Any] = json.loads(match[1])
    return fields | {"snapshot_sha256": "0" * 64}


def test_the_documented_example_reads_and_writes_the_same(example: dict[str, Any]) -> None:
    manifest = ModelManifest.model_validate(example)

    assert json.loads(manifest.model_dump_json()) == example
    assert str(manifest.ref) == "base/living-dead@1"
    assert manifest.files == (
        *("detector.onnx", "classifier.onnx", "detector.safetensors", "classifier.safetensors"),
        "living-dead.yaml",
    )


def test_a_background_channel_makes_it_schema_2(example: dict[str, Any]) -> None:
    example["classifier"]["background_channel"] = True
    manifest = ModelManifest.model_validate(example | {"schema": 2})

    assert json.loads(manifest.model_dump_json()) == example | {"schema": 2}


def test_a_manifest_cannot_be_changed(example: dict[str, Any]) -> None:
    manifest = ModelManifest.model_validate(example)

    with pytest.raises(ValidationError, match="frozen"):
        manifest.version = 2  # type: ignore[misc]


def test_beside_a_classifier_the_detector_may_know_no_more_than_cells(example: dict[str, Any]) -> None:
    example["detector"]["classes"] = ["cell"]

    assert ModelManifest.model_validate(example).detector.classes == ("cell",)
    with pytest.raises(ValidationError, match="not, each once"):
        ModelManifest.model_validate(example | {"classifier": None})


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        (["schema"], 3, "schema"),
        (["schema"], 2, "schema is 2 where a network has a background channel"),
        (["classifier", "background_channel"], True, "schema is 2 where a network has a background channel"),
        (["surprise"], 1, "surprise"),
        (["created"], "2026-11-22T12:00:00", "timezone"),
        (["weights"], ["../detector.safetensors"], "weights"),
        (["detector", "file"], ".hidden", "file"),
        (["detector", "head"], "yolov9", "head"),
        (["classifier", "classes"], ["living"], "not, each once"),
        (["classes"], [{"name": "living", "target": False}] * 2, "not, each once"),
        (["detector", "input", "max_size"], 1000, "whole number of multiples"),
        (["detector", "calibration", "raw"], [0.0, 0.31, 0.31], "does not rise"),
        (["detector", "calibration", "raw"], [0.0, 0.31, 0.9], "does not rise"),
        (["detector", "calibration", "raw"], [0.0, 1.0], "differ in length"),
        (["classifier", "std"], [0.2, 0.0, 0.2], "std"),
        (["classifier", "temperature"], 0, "temperature"),
        (["micrometers_per_pixel"], float("nan"), "micrometers_per_pixel"),
    ],
)
def test_a_wrong_field_is_refused_in_words(
    example: dict[str, Any], place: list[str], value: object, words: str
) -> None:
    part = example
    for key in place[:-1]:
        part = part[key]
    part[place[-1]] = value

    with pytest.raises(ValidationError, match=words):
        ModelManifest.model_validate(example)
