"""The experiments of docs/experiments.md on synthetic fields, a few steps long: every row is there, twice the same."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import pytest
from cellscanner_shared.synthetic import make_field
from cellscanner_trainer.detector.network import build_detector
from cellscanner_trainer.errors import DataRefused, RecipeRefused
from cellscanner_trainer.experiments.command import run_experiment
from cellscanner_trainer.experiments.start_weights import first_at
from cellscanner_trainer.pipeline import Request
from cellscanner_trainer.recipes.data import load_data
from cellscanner_trainer.recipes.schema import parse_recipe
from safetensors.torch import save_file
from tiny_models import write_package

INITIAL = Path(__file__).resolve().parents[4] / "deploy" / "models" / "initial"
GROUPS = "AAAAAABBB"
RECIPE: dict[str, Any] = {
    "name": "tiny",
    "title": {"en": "Tiny", "zh": "小"},
    "licence": {"id": "MIT", "conditions": "None."},
    "classes": [{"name": "living", "target": False}, {"name": "dead", "target": True}],
    "data": {"labels": "labels.json", "pictures": "pictures", "hold_out": 0.5, "test_groups": ["B"]},
    "detector": {"threads": 1, "input": {"crop": 64}, "optimiser": {"steps": 2, "batch": 2}},
    "classifier": {"architecture": "resnet18", "crop": {"size": 16}, "optimiser": {"epochs": 1, "batch": 4}},
    "card": {"trained_on": "Six pictures."},
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nine synthetic pictures of two groups."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "pictures").mkdir()
    images: list[dict[str, object]] = []
    annotations: list[dict[str, object]] = []
    for seed, group in enumerate(GROUPS):
        field = make_field(seed, 96, 96, 4, target_fraction=0.5, touching=0.0, style="brightfield")
        cv2.imwrite(str(folder / "pictures" / f"{seed}.png"), field.picture[..., ::-1])
        images.append({"id": seed, "file_name": f"{seed}.png", "width": 96, "height": 96, "group": group})
        for (x1, y1, x2, y2), index in zip(field.boxes.tolist(), field.class_index.tolist(), strict=True):
            box = [x1, y1, x2 - x1, y2 - y1]
            annotations.append({"id": len(annotations), "image_id": seed, "category_id": index, "bbox": box})
    categories = [{"id": 0, "name": "living"}, {"id": 1, "name": "dead"}]
    content = {"images": images, "annotations": annotations, "categories": categories}
    (folder / "labels.json").write_text(json.dumps(content))
    return folder


@pytest.fixture
def request_(data: Path, tmp_path: Path) -> Request:
    file = tmp_path / "tiny.yaml"
    file.write_text("name: tiny\n")
    recipe = parse_recipe(RECIPE, source="test")
    return Request(recipe, file, data, tmp_path / "work", tmp_path / "work" / "package")


def rows(name: str, request: Request, *given: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run_experiment(name, request, given).read_text().splitlines()]


def test_three_ways_of_naming_are_judged_on_the_groups_held_out(request_: Request) -> None:
    told = rows("two-stages", request_, "weights=[0, 1]", "samples=20")
    assert told[0]["validation_mean_f1"].keys() == {"0.0", "1.0"}
    assert told[0]["chosen"] in {0.0, 1.0}
    ways = {row["way"] for row in told[1:]}
    assert ways == {"detector alone", "classifier alone", f"both, weight {told[0]['chosen']:g}"}
    assert {(row["figure"], row["class"]) for row in told[1:]} >= {("ap50", "dead"), ("f1", "living")}
    assert all(row["gain"][0] in {0.0, None} for row in told[1:] if row["way"] == "detector alone")
    assert rows("two-stages", request_, "weights=[0, 1]", "samples=20") == told


def test_both_starts_have_a_curve(request_: Request) -> None:
    told = rows("start-weights", request_, "epochs=2", "batch=2", "warmup_steps=1")
    assert [(row["start"], row["epoch"]) for row in told[:4]] == [
        ("pretrained", 1), ("pretrained", 2), ("random", 1), ("random", 2)
    ]  # fmt: skip
    assert [row["start"] for row in told[4:]] == ["pretrained", "random"]
    assert (request_.work / "curves.svg").read_text().count("<polyline") == 2
    assert first_at([0.1, 0.5, 0.4, 0.9], 0.45) == 2
    assert first_at([0.1], 0.45) is None


def test_a_package_may_be_the_start_and_fewer_pictures_the_epoch(request_: Request, tmp_path: Path) -> None:
    package = tmp_path / "he-cells" / "2"
    package.mkdir(parents=True)
    save_file(build_detector("yolov5nu", 1).state_dict(), package / "detector.safetensors")
    told = rows("start-weights", request_, f"starts=[{package}]", "every=2", "epochs=1", "batch=1", "warmup_steps=1")
    assert [row["start"] for row in told] == ["he-cells-2", "he-cells-2"]
    assert "epoch_of_95_percent_of_randoms_best" not in told[-1]
    with pytest.raises(RecipeRefused, match="neither"):
        rows("start-weights", request_, "starts=[elsewhere]")


def test_every_size_is_a_point_with_its_parameters_and_cost(request_: Request) -> None:
    told = rows("sizes", request_, "sizes=[n, s]", "epochs=1", "batch=1", "warmup_steps=1", "samples=20")
    assert [(row["size"], "epoch" in row) for row in told] == [("n", True), ("n", False), ("s", True), ("s", False)]
    assert [round(row["parameters"] / 1e6, 1) for row in (told[1], told[3])] == [2.5, 9.1]
    assert all(row["ms"] > 0 and 0 <= row["map"] <= row["map50"] <= 1 for row in (told[1], told[3]))
    assert (request_.work / "sizes.svg").read_text().count("<circle") == 2


def test_groups_that_were_left_out_stand_beside_the_same_groups_seen(request_: Request) -> None:
    groups = {"first": ["0", "1", "2"], "second": ["3", "4"], "third": ["5", "6", "7", "8"]}
    recipe = parse_recipe(RECIPE | {"data": RECIPE["data"] | {"groups": groups, "test_groups": []}}, source="test")
    told = rows("groups-out", replace(request_, recipe=recipe), "calibrate=1", "samples=20")
    expected = [
        (way, scores, group, pictures)
        for way in ("left out", "seen")
        for scores in ("fixed", "follows")
        for group, pictures in (("first", 3), ("second", 2), ("third", 4), ("all", 9))
    ]
    assert [(row["way"], row["scores"], row["group"], row["pictures"]) for row in told] == expected
    fold = json.loads((request_.work / "left-out-1" / "fold.json").read_text())
    assert fold["test"] == ["3.png", "4.png"]
    assert rows("groups-out", replace(request_, recipe=recipe), "calibrate=1", "samples=20") == told


def test_a_curve_over_labelled_pictures(request_: Request) -> None:
    told = rows("few-labels", request_, "pictures=[1, 2]", "test_pictures=3", "crops=8", "size=16", "seeds=2")
    assert [(row["pictures"], row["seed"]) for row in told] == [(1, 0), (2, 0), (1, 1), (2, 1)]
    assert all(0 <= row["accuracy"] <= 1 and row["test_cells"] == 12 for row in told)


def test_pictures_without_a_class_are_a_row_that_says_so(request_: Request) -> None:
    third = {"name": "dividing", "target": False}
    wanted = parse_recipe(RECIPE | {"classes": [*RECIPE["classes"], third]}, source="test")
    labels = json.loads((request_.data / "labels.json").read_text())
    labels["categories"].append({"id": 2, "name": "dividing"})
    root = request_.work / "with-a-third-class"
    shutil.copytree(request_.data, root)
    (root / "labels.json").write_text(json.dumps(labels))
    given = ("pictures=[1]", "test_pictures=3", "crops=8", "size=16")
    [row] = rows("few-labels", replace(request_, recipe=wanted, data=root), *given)
    assert row["cells"] == 4
    assert "dividing" in row["refused"]
    assert "accuracy" not in row


def test_a_head_on_the_features_of_a_package_needs_no_training(request_: Request, tmp_path: Path) -> None:
    write_package(tmp_path / "cells", second_stage="embedding")
    settings = ("pictures=[2, 5]", "test_pictures=3", f"head={tmp_path / 'cells'}", "most_cells=12")
    told = rows("few-labels", request_, *settings)
    assert [(row["pictures"], row["cells"], row["test_cells"]) for row in told] == [(2, 8, 12), (5, 20, 12)]
    assert all(0 <= row["balanced_accuracy"] <= 1 for row in told)
    assert rows("few-labels", request_, *settings) == told
    write_package(tmp_path / "bare", second_stage=None)
    with pytest.raises(RecipeRefused, match="no network whose features"):
        rows("few-labels", request_, f"head={tmp_path / 'bare'}")


def test_an_unknown_setting_is_refused(request_: Request) -> None:
    with pytest.raises(RecipeRefused, match="epoch"):
        rows("start-weights", request_, "epoch=2")


def test_a_group_that_no_picture_has_is_refused(request_: Request) -> None:
    strange = RECIPE | {"data": RECIPE["data"] | {"test_groups": ["C"]}}
    with pytest.raises(DataRefused, match="group C"):
        load_data(parse_recipe(strange, source="test"), request_.data)


def test_the_background_channel_is_held_against_a_classifier_without(request_: Request) -> None:
    told = rows("background-channel", replace(request_, initial=INITIAL), "samples=20")
    assert [row.get("background_channel") for row in told[:2]] == [False, True]
    assert [row["figure"] for row in told[2:]] == [
        "balanced_accuracy", "recall living", "ap living", "recall dead", "ap dead"
    ]  # fmt: skip
    for row in told[2:]:
        gain, low, high = row["gain"]
        assert gain == pytest.approx(row["with"] - row["without"], abs=2e-4)
        assert low <= high
        assert row["pictures"] == 3
    # One of the two alone has nothing to be held against, and what was trained is not trained again.
    assert len(rows("background-channel", replace(request_, initial=INITIAL), "channels=[true]")) == 1
