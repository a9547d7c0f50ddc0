"""Goal 1: detection on pictures that the detector was not trained on, through the HTTP API, at the default confidence.

CELLSCANNER_BENCH_FOLDS names the folder that `python -m cellscanner_trainer.detector.folds` left. Every fold becomes a
package beside the built-in ones of a suite started for the purpose, and is asked for its own test pictures only.
"""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from cellscanner_shared.packages import MANIFEST_FILE, ModelManifest, write_checksums
from cellscanner_trainer.data.coco import read_coco
from cellscanner_trainer.data.labelled import DataSet
from cellscanner_trainer.detector.measuring import Found, measure
from cellscanner_trainer.evaluation.detection import Detections, Truth
from cellscanner_trainer.packaging.detector_network import package_detector
from support.suite import RunningSuite

LOWEST = 0.01
MICROMETERS_PER_PIXEL = 0.25


@pytest.fixture(scope="module")
def folds() -> list[Path]:
    folder = os.environ.get("CELLSCANNER_BENCH_FOLDS")
    if not folder:
        pytest.skip("CELLSCANNER_BENCH_FOLDS does not name trained folds")
    return sorted(path.parent for path in Path(folder).glob("*/fold.json"))


@pytest.fixture(scope="module")
def suite(folds: list[Path], models_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSuite]:
    models = tmp_path_factory.mktemp("models")
    shutil.copytree(models_dir, models, dirs_exist_ok=True)
    for fold in folds:
        _package(fold, models)
    suite = RunningSuite(tmp_path_factory.mktemp("suite"), environment={"CELLSCANNER_MODELS_DIR": str(models)})
    try:
        yield suite.start()
    finally:
        suite.stop()


def test_detection_of_three_folds(folds: list[Path], suite: RunningSuite, data_dir: Path) -> None:
    labels = data_dir / "monuseg"
    data = read_coco(labels / "annotations.coco.json", labels / "images")
    together = Found((), ())
    with suite.client() as client:
        for fold in folds:
            found = _ask(client, data.select(json.loads((fold / "fold.json").read_text())["test"]), _name(fold))
            _report(_name(fold), found)
            together = together + found
    figures = _report("all folds", together)
    assert figures["f1"] is not None


def _name(fold: Path) -> str:
    return f"he-{fold.name}"


def _package(fold: Path, models: Path) -> None:
    """The built-in H&E package with the fold's detector in place of its own."""
    source = max((models / "base/he-cells").iterdir(), key=lambda path: int(path.name))
    target = models / "base" / _name(fold) / "1"
    shutil.copytree(source, target)
    spec, _ = package_detector(fold, target)
    manifest = ModelManifest.model_validate_json((source / MANIFEST_FILE).read_bytes())
    changed = manifest.model_copy(update={"name": _name(fold), "version": 1, "detector": spec})
    (target / MANIFEST_FILE).write_text(changed.model_dump_json(indent=2), encoding="utf-8")
    write_checksums(target)


def _ask(client: httpx.Client, data: DataSet, model: str) -> Found:
    found = [_predict(client, picture.path, model) for picture in data.pictures]
    return Found(tuple(found), tuple(Truth(picture.boxes, picture.class_index) for picture in data.pictures))


def _predict(client: httpx.Client, path: Path, model: str) -> Detections:
    """All cells from a confidence of 0.01 up; those from 0.5 up are what a prediction at 0.5 gives."""
    form = {"model": f"base/{model}@1", "confidence": str(LOWEST), "micrometers_per_pixel": str(MICROMETERS_PER_PIXEL)}
    answer = client.post("/predict", files={"file": (path.name, path.read_bytes())}, data=form)
    answer.raise_for_status()
    cells: list[dict[str, Any]] = answer.json()["cells"]
    boxes = np.array([cell["box"] for cell in cells], np.float32).reshape(-1, 4)
    scores = np.array([cell["score"] for cell in cells], np.float32)
    return Detections(boxes, scores, np.zeros(len(cells), np.int64))


def _report(name: str, found: Found) -> dict[str, Any]:
    figures = measure(found, ["cell"], "centroid")
    shown = {key: round(value, 4) if isinstance(value, float) else value for key, value in figures.items()}
    print(f"\n{name}: {json.dumps(shown)}")
    return figures
