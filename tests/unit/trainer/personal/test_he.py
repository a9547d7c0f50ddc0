"""The H&E unit: a detector of every cell, from COCO weights, that others can start from."""

from pathlib import Path

import pytest
from cellscanner_shared.packages import verify_package
from cellscanner_shared.trainings import Snapshot, TrainingPlan
from cellscanner_trainer import personal
from cellscanner_trainer.data.labelled import LabelledPicture
from cellscanner_trainer.errors import RecipeRefused
from cellscanner_trainer.personal.full import detector_config
from cellscanner_trainer.personal.stages import Training
from cellscanner_trainer.personal.stopwatch import Stopwatch
from cellscanner_trainer.progress import Progress
from pydantic import ValidationError
from safetensors.torch import load_file
from support.personal_trainings import lay_out, plan_of, split_by

MODELS = Path(__file__).resolve().parents[4] / "deploy" / "models"
HE = MODELS / "base" / "he-cells" / "1"
UNIT = {"mode": "full", "units": ("he-detection",)}


def one_class(picture: LabelledPicture) -> LabelledPicture:
    return LabelledPicture(picture.path, picture.width, picture.height, picture.boxes, picture.class_index * 0)


@pytest.fixture
def snapshot(tmp_path: Path, fields: list[LabelledPicture]) -> Snapshot:
    return lay_out(tmp_path, split_by([one_class(one) for one in fields[:3]], 1, 1), ("cell",))


def run(plan: TrainingPlan, snapshot: Snapshot, work: Path) -> Path:
    personal.run(plan, snapshot, HE, HE, HE, work, work / "package", Progress(), MODELS / "initial")
    return work / "package"


def test_it_starts_from_coco_and_keeps_the_embedding_of_its_base(tmp_path: Path, snapshot: Snapshot) -> None:
    he = {"steps": 1, "batch": 1, "learning_rate": 1e-6, "evaluate_every": 1}
    package = run(plan_of(snapshot, HE, parameters={"he": he}, **UNIT), snapshot, tmp_path)
    manifest = verify_package(package)
    assert [one.name for one in manifest.classes] == ["cell"]
    assert (manifest.detector.architecture, manifest.classifier) == ("yolov5nu", None)
    assert (package / "embedding.onnx").read_bytes() == (HE / "embedding.onnx").read_bytes()
    coco, base, after = (
        load_file(file)["model.2.cv1.conv.weight"].float()
        for file in (
            MODELS / "initial" / "yolov5n-coco.safetensors",
            HE / "detector.safetensors",
            package / "detector.safetensors",
        )
    )
    assert (after - coco).abs().max() < 1e-3 < (after - base).abs().max()


def test_its_defaults_are_its_own(tmp_path: Path, snapshot: Snapshot) -> None:
    plan = plan_of(snapshot, HE, **UNIT)
    training = Training(plan, snapshot, HE, HE, HE, tmp_path, tmp_path / "package", Progress(), MODELS / "initial")
    config = detector_config(training._job(Stopwatch(tmp_path / "seconds.json")))
    assert config.start == MODELS / "initial" / "yolov5n-coco.safetensors"
    assert (config.optimiser.steps, config.optimiser.average_decay) == (1600, 0.9975)
    assert (config.augment.stain, config.augment.mosaic, config.match) == (0.25, 0.3, "centroid")
    assert config.input.upsample == 1.25


def test_a_larger_size_has_no_coco_weights(tmp_path: Path, snapshot: Snapshot) -> None:
    plan = plan_of(snapshot, HE, parameters={"he": {"architecture": "yolov5su"}}, **UNIT)
    with pytest.raises(RecipeRefused, match="COCO weights of yolov5nu alone"):
        run(plan, snapshot, tmp_path)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"mode": "quick", "units": ("he-detection",)}, "no quick mode"),
        ({"mode": "full", "units": ("he-detection", "target-detection")}, "a model of its own"),
        ({"classes": [{"name": "nucleus", "target": False}], **UNIT}, "one class, cell"),
    ],
)
def test_what_makes_no_such_training_is_refused(snapshot: Snapshot, changes: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        plan_of(snapshot, HE, **changes)
