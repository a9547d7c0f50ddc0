"""A grid is every combination of its values, and nothing that would need another snapshot."""

from typing import Any

import pytest
from cellscanner_gateway.comparisons.grid import combinations
from cellscanner_gateway.comparisons.schemas import ComparisonRequest
from cellscanner_shared.errors import InvalidRequest

ARCHITECTURE = "parameters.detector.architecture"


def request(grid: dict[str, Any]) -> ComparisonRequest:
    training = {"name": "mine", "image_ids": [], "seed": 4, "parameters": {"classifier": {"epochs": 7}}}
    return ComparisonRequest.model_validate({"name": "sizes", "training": training, "grid": grid})


def test_every_combination_once_and_the_rest_as_it_was() -> None:
    found = combinations(request({ARCHITECTURE: ["yolov5nu", None], "seed": [1, 2]}))

    assert [one.settings for one in found] == [
        {ARCHITECTURE: "yolov5nu", "seed": 1},
        {ARCHITECTURE: "yolov5nu", "seed": 2},
        {ARCHITECTURE: None, "seed": 1},
        {ARCHITECTURE: None, "seed": 2},
    ]
    assert [one.training.parameters.detector.architecture for one in found] == ["yolov5nu", "yolov5nu", None, None]
    assert [one.training.seed for one in found] == [1, 2, 1, 2]
    assert {one.training.parameters.classifier.epochs for one in found} == {7}


@pytest.mark.parametrize(
    ("grid", "words"),
    [
        ({"hold_out": [0.1, 0.2]}, "hold_out"),
        ({"base": ["base/tiny@1"]}, "base"),
        ({"parameters.detector.momentum": [0.9]}, "momentum"),
        ({"parameters.detector.__class__": [1]}, "__class__"),
        ({"parameters.detector.steps": [0]}, "steps"),
        ({"mode": ["slow"]}, "mode"),
        ({"seed": list(range(32)), "parameters.detector.steps": [1, 2, 3]}, "96 combinations"),
    ],
)
def test_what_makes_no_grid_is_refused(grid: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidRequest, match=words):
        combinations(request(grid))
