"""Goal 2: living and dead cells of the test split after both stages, beside the detector's own classes.

Through /predict of a running suite with the built-in models.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from cellscanner_trainer.data.coco import read_coco
from cellscanner_trainer.data.splits import read_splits
from cellscanner_trainer.detector.measuring import Found, measure
from cellscanner_trainer.evaluation.detection import Detections, Truth, average_precision
from support.suite import RunningSuite

CLASSES = ["living", "dead"]
LOWEST = 0.01


@pytest.fixture(scope="module")
def suite(models_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSuite]:
    suite = RunningSuite(tmp_path_factory.mktemp("suite"), environment={"CELLSCANNER_MODELS_DIR": str(models_dir)})
    try:
        yield suite.start()
    finally:
        suite.stop()


def test_both_stages_beside_the_first_alone(suite: RunningSuite, data_dir: Path) -> None:
    folder = data_dir / "living-dead"
    data = read_coco(folder / "annotations.coco.json", folder / "images")
    pictures = data.select(read_splits(folder / "splits.json")["test"]).pictures
    truth = tuple(Truth(picture.boxes, picture.class_index) for picture in pictures)
    with suite.client() as client:
        answers = [_predict(client, picture.path) for picture in pictures]
    for stage, key in (("detector alone", "detector_class"), ("both stages", "class")):
        found = Found(tuple(_detections(cells, key) for cells in answers), truth)
        figures = measure(found, CLASSES, "iou")
        print(f"\n{stage}: {json.dumps(figures)}")
        assert figures["balanced_accuracy"] is not None
    ranked = average_precision([_detections(cells, "class", weigh=True) for cells in answers], truth, len(CLASSES))
    print("both stages, ranked by score x class score:", {CLASSES[i]: values for i, values in ranked.items()})


def _predict(client: httpx.Client, path: Path) -> list[dict[str, Any]]:
    form = {"model": "base/living-dead@champion", "confidence": str(LOWEST)}
    answer = client.post("/predict", files={"file": (path.name, path.read_bytes())}, data=form)
    answer.raise_for_status()
    cells: list[dict[str, Any]] = answer.json()["cells"]
    return cells


def _detections(cells: list[dict[str, Any]], key: str, *, weigh: bool = False) -> Detections:
    """Cells with the class of one of the stages; the score, which says what counts as a cell, is the detector's.

    `weigh` multiplies it by the probability of the class.
    """
    boxes = np.array([cell["box"] for cell in cells], np.float32).reshape(-1, 4)
    scores = np.array([cell["score"] * (cell["class_score"] if weigh else 1) for cell in cells], np.float32)
    return Detections(boxes, scores, np.array([CLASSES.index(cell[key]) for cell in cells], np.int64))
