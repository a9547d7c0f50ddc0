"""A model with a background channel: asked for once, kept by what follows, and run by whoever ran models before."""

import json
import re
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
from cellscanner_classifier.model import ClassifierModel
from cellscanner_shared.crops import cut_crops
from cellscanner_shared.packages import ClassifierSpec, ModelManifest, verify_package
from cellscanner_shared.trainings import ClassifierParameters, Snapshot, has_background_channel
from cellscanner_trainer import personal
from cellscanner_trainer.data.labelled import DataSet, LabelledPicture
from cellscanner_trainer.data.pixels import read_rgb
from cellscanner_trainer.errors import InitialWeightsMissing
from cellscanner_trainer.evaluation.two_stages import class_probabilities, detect
from cellscanner_trainer.initial import BACKGROUND_FILE
from cellscanner_trainer.progress import Progress
from safetensors.torch import load_file
from support.personal_trainings import lay_out, plan_of, split_by

INITIAL = Path(__file__).resolve().parents[4] / "deploy" / "models" / "initial"
CLASSES = ("living", "dead")
PARAMETERS = {"classifier": {"epochs": 1, "batch": 8, "architecture": "resnet18", "background_channel": True}}
FULL = {"mode": "full", "units": ("target-classification",)}


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("channel")


@pytest.fixture(scope="module")
def snapshot(work: Path, fields: list[LabelledPicture]) -> Snapshot:
    return lay_out(work, split_by(fields, 4, 1), CLASSES)


@pytest.fixture(scope="module")
def package(work: Path, snapshot: Snapshot, base: Path) -> Path:
    plan = plan_of(snapshot, base, **FULL, parameters=PARAMETERS)
    personal.run(plan, snapshot, base, base, base, work, work / "package", Progress(), INITIAL)
    return work / "package"


def classifier_of(folder: Path) -> tuple[ModelManifest, ClassifierSpec]:
    manifest = verify_package(folder)
    assert manifest.classifier is not None
    return manifest, manifest.classifier


def test_the_package_says_so_and_holds_the_network_that_came_with_cellscanner(package: Path) -> None:
    assert classifier_of(package)[1].background_channel
    content = json.loads((package / "model.json").read_text())
    assert content["schema"] == 2
    assert content["classifier"]["background_channel"] is True
    assert "MoNuSeg (CC BY-NC-SA 4.0), for non-commercial use" in (package / "MODEL_CARD.md").read_text()
    held, shipped = load_file(package / "classifier.safetensors"), load_file(INITIAL / BACKGROUND_FILE)
    assert held["conv1.weight"].shape == (64, 4, 7, 7)
    assert all(held[f"background.{name}"].equal(value) for name, value in shipped.items())


def test_the_classifier_service_runs_it_as_the_trainer_does(package: Path, fields: list[LabelledPicture]) -> None:
    manifest, spec = classifier_of(package)
    data = DataSet(CLASSES, (fields[5],))
    found = detect(package, manifest, data)
    boxes = found.found[0].boxes[:32]
    assert len(boxes) > 5
    crops = cut_crops(read_rgb(fields[5].path), boxes, size=spec.crop.size, margin=spec.crop.margin)
    served = ClassifierModel.load(package, manifest, "CPUExecutionProvider", 1)
    table = served.classify(crops, embeddings=True)
    assert table.shape == (len(boxes), 2 + 512)
    np.testing.assert_allclose(table[:, :2], class_probabilities(package, manifest, data, found)[0][:32], atol=1e-5)


def test_the_example_of_its_readme_runs_with_onnxruntime_alone(package: Path, fields: list[LabelledPicture]) -> None:
    cv2.imwrite(str(package.parent / "picture.png"), read_rgb(fields[5].path)[..., ::-1])
    code = re.search(r"```python\n(.*?)```", (package / "README.md").read_text(), re.DOTALL)
    assert code is not None
    example = code[1].replace("picture.png", "../picture.png")
    ran = subprocess.run([sys.executable, "-c", example], cwd=package, capture_output=True, text=True, check=True)
    names = [line.split(" [")[0] for line in ran.stdout.splitlines()]
    assert names
    assert set(names) <= set(CLASSES)


def test_a_quick_training_from_it_keeps_the_channel(
    package: Path, fields: list[LabelledPicture], tmp_path: Path
) -> None:
    snapshot = lay_out(tmp_path, split_by(fields, 4, 1), CLASSES)
    plan = plan_of(snapshot, package, units=("target-classification",), version=2)
    personal.run(plan, snapshot, package, package, package, tmp_path, tmp_path / "package", Progress())
    manifest, spec = classifier_of(tmp_path / "package")
    assert (manifest.schema_version, spec.background_channel) == (2, True)


def test_it_is_as_asked_for_and_else_as_the_start_has_it(package: Path, base: Path) -> None:
    with_channel, without = classifier_of(package)[1], classifier_of(base)[1]
    asked, refused, unsaid = (ClassifierParameters(background_channel=wanted) for wanted in (True, False, None))
    assert [has_background_channel(asked, one) for one in (with_channel, without, None)] == [True, True, True]
    assert [has_background_channel(refused, one) for one in (with_channel, without, None)] == [False, False, False]
    assert [has_background_channel(unsaid, one) for one in (with_channel, without, None)] == [True, False, False]


def test_without_the_weights_that_come_with_cellscanner_it_is_refused(
    fields: list[LabelledPicture], base: Path, tmp_path: Path
) -> None:
    snapshot = lay_out(tmp_path, split_by(fields, 4, 1), CLASSES)
    plan = plan_of(snapshot, base, **FULL, parameters=PARAMETERS)
    with pytest.raises(InitialWeightsMissing, match=r"background-unet\.safetensors is not there"):
        personal.run(plan, snapshot, base, base, base, tmp_path, tmp_path / "package", Progress())
