"""One quick training on real pictures that look like none of the base's, from the call to the package."""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytest
from cellscanner_shared.packages import verify_package
from cellscanner_shared.trainings import COMPARISON_FILE, HELD_OUT_FOLDER, Comparison, HeldOutPicture
from cellscanner_trainer import personal
from cellscanner_trainer.classifier.config import CropConfig
from cellscanner_trainer.classifier.metrics import score
from cellscanner_trainer.classifier.onnx import OnnxCrops
from cellscanner_trainer.classifier.reading import read_cells
from cellscanner_trainer.data.labelled import DataSet, LabelledPicture
from cellscanner_trainer.data.pixels import read_rgb
from cellscanner_trainer.evaluation.two_stages import recognise
from cellscanner_trainer.progress import Progress
from cellscanner_trainer.worker.history import read_history
from support.personal_trainings import image_id, lay_out, plan_of, split_by

CLASSES = ("living", "dead")


@dataclass(frozen=True)
class Done:
    """A finished training and its pictures: 10 corrected, 10 to validate, 10 held out."""

    work: Path
    package: Path
    pictures: list[LabelledPicture]
    stages: list[str]

    @property
    def held_out(self) -> DataSet:
        return DataSet(CLASSES, tuple(self.pictures[20:]))


@pytest.fixture(scope="module")
def done(base: Path, negatives: list[LabelledPicture], tmp_path_factory: pytest.TempPathFactory) -> Done:
    work = tmp_path_factory.mktemp("quick")
    snapshot = lay_out(work, split_by(negatives, 10, 10), CLASSES)
    stages: list[str] = []
    progress = Progress(lambda stage, *_: stages.append(stage))
    personal.run(plan_of(snapshot, base), snapshot, base, base, base, work, work / "package", progress)
    return Done(work, work / "package", negatives, stages)


def balanced_accuracy(package: Path, data: DataSet) -> float:
    """Of the package's classifier on the cells as annotated."""
    spec, cells = verify_package(package).classifier, read_cells(data)
    assert spec is not None
    crops = cells.cut(np.arange(len(cells)), CropConfig(size=spec.crop.size, margin=spec.crop.margin))
    logits = OnnxCrops(package, spec).logits(crops.permute(0, 2, 3, 1).numpy())
    return score(logits, cells.labels, CLASSES).balanced_accuracy


def test_it_names_cells_it_never_saw_better_than_the_base(done: Done, base: Path) -> None:
    assert balanced_accuracy(done.package, done.held_out) > balanced_accuracy(base, done.held_out) + 0.05


def test_the_package_is_a_version_of_the_users_model(done: Done) -> None:
    manifest = verify_package(done.package)
    assert (str(manifest.ref), manifest.parent, manifest.recipe) == ("ada/mine@1", "base/living-dead@1", "plan.json")
    assert manifest.licence.id == "AGPL-3.0"
    assert {"README.md", "MODEL_CARD.md", "metrics.json"} < {file.name for file in done.package.iterdir()}


def test_what_was_not_trained_is_taken_over_byte_for_byte(done: Done, base: Path) -> None:
    for name in ("detector.onnx", "detector.safetensors"):
        assert (done.package / name).read_bytes() == (base / name).read_bytes()
    before, after = (verify_package(folder).detector.calibration for folder in (base, done.package))
    assert before != after


def test_old_and_new_are_compared_on_the_hold_out(done: Done) -> None:
    content = json.loads((done.work / COMPARISON_FILE).read_text())
    comparison = Comparison.model_validate(content)
    assert comparison.hold_out.pictures == 10
    assert comparison.hold_out.cells == sum(len(one) for one in done.held_out.pictures)
    named = {(one.name, one.class_name) for one in comparison.metrics}
    assert {("ap50", None), ("ap", None), ("centroid_f1", None), ("count_error", None), ("f1", "dead")} < named
    held_out = {image_id(one) for one in done.held_out.pictures}
    assert {one.image_id for one in comparison.pictures} == held_out
    gaps = [abs((one.new_f1 or 0) - (one.old_f1 or 0)) for one in comparison.pictures]
    assert gaps == sorted(gaps, reverse=True)


def test_both_models_cells_in_the_hold_out_are_kept(done: Done) -> None:
    comparison = Comparison.model_validate_json((done.work / COMPARISON_FILE).read_text())
    by_id = {image_id(one): one for one in done.held_out.pictures}
    for named in comparison.pictures:
        kept = HeldOutPicture.model_validate_json((done.work / HELD_OUT_FOLDER / f"{named.image_id}.json").read_text())
        picture = by_id[named.image_id]
        assert (kept.image_id, kept.checked) == (named.image_id, ())
        assert [one.name for one in kept.classes] == ["living", "dead"]
        assert np.array([one.box for one in kept.truth]) == pytest.approx(picture.boxes, abs=0.01)
        assert [CLASSES.index(one.class_name) for one in kept.truth] == picture.class_index.tolist()
        for side, f1 in (("old", named.old_f1), ("new", named.new_f1)):
            found = getattr(kept, side)
            right = sum(one.outcome == "right" for one in found)
            assert right == sum(getattr(one, side) == "right" for one in kept.truth)
            assert f1 == pytest.approx(2 * right / (len(found) + len(kept.truth)))


def test_the_card_and_the_metrics_say_what_happened(done: Done) -> None:
    metrics = json.loads((done.package / "metrics.json").read_text())
    assert {"reading", "classifier", "detector", "export", "comparison"} < metrics["seconds"].keys()
    assert metrics["pictures"] == {"training": 10, "validation": 10, "test": 10}
    # ResNet34 and YOLOv5u-n, each with two classes.
    assert metrics["parameters"] == 21_285_698 + 2_508_854
    assert metrics["classifier"]["validation"]["on"].startswith("the validation pictures")
    card = (done.package / "MODEL_CARD.md").read_text()
    assert "10 corrected pictures with" in card
    assert "Class dead: F1" in card
    assert "10 held out and never trained on" in card


def test_progress_names_the_stages_and_curves_have_steps(done: Done) -> None:
    order = list(dict.fromkeys(done.stages))
    assert order == ["reading", "detector", "features", "classifier", "packaging", "comparison"]
    points = read_history(done.work)
    assert {point["network"] for point in points} == {"classifier"}
    assert all("step" in point and "loss" in point and "balanced_accuracy" in point for point in points)
    assert points[-1]["loss"] < points[0]["loss"]


def test_the_example_of_the_readme_finds_the_same_cells(done: Done, tmp_path: Path) -> None:
    picture = done.held_out.pictures[0]
    package = tmp_path / "package"
    package.mkdir()
    for file in done.package.iterdir():
        (package / file.name).symlink_to(file)
    for name in ("classifier.onnx", "classifier.safetensors", "detector.onnx", "detector.safetensors"):
        (package / name).unlink()
        (package / name).write_bytes((done.package / name).read_bytes())
    cv2.imwrite(str(package / "picture.png"), read_rgb(picture.path)[..., ::-1])
    code = re.search(r"```python\n(.*?)```", (package / "README.md").read_text(), re.DOTALL)
    assert code is not None
    (package / "example.py").write_text(code[1])
    ran = subprocess.run([sys.executable, "example.py"], cwd=package, capture_output=True, text=True, check=True)
    lines = [line.split(" [") for line in ran.stdout.splitlines()]
    one = DataSet(CLASSES, (picture,))
    manifest = verify_package(done.package)
    found = recognise(done.package, manifest, one).found[0].at(manifest.confidence)
    boxes = np.array([json.loads("[" + rest.rsplit(" ", 1)[0]) for _, rest in lines])
    assert boxes[np.lexsort(boxes.T)] == pytest.approx(found.boxes[np.lexsort(found.boxes.T)], abs=0.6)
    assert sum(name == "dead" for name, _ in lines) == pytest.approx((found.class_index == 1).sum(), abs=1)


def test_the_same_call_again_changes_nothing(done: Done, base: Path) -> None:
    before = (done.package / "SHA256SUMS").stat().st_mtime_ns
    snapshot = lay_out(done.work, split_by(done.pictures, 10, 10), CLASSES)
    personal.run(plan_of(snapshot, base), snapshot, base, base, base, done.work, done.package, Progress())
    assert (done.package / "SHA256SUMS").stat().st_mtime_ns == before
