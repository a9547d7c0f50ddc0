"""A full training of a few steps: what it leaves, that it goes on after a kill, where new classes find their place."""

import hashlib
import json
from pathlib import Path

import pytest
from cellscanner_shared.packages import verify_package
from cellscanner_shared.trainings import COMPARISON_FILE, REPLAY_FILE, Comparison, Snapshot, TrainingPlan
from cellscanner_trainer import personal
from cellscanner_trainer.data.labelled import LabelledPicture
from cellscanner_trainer.progress import Progress
from safetensors.torch import load_file
from support.personal_trainings import lay_out, plan_of, split_by

CLASSES = ("dead", "living", "debris")
PARAMETERS = {
    "detector": {"steps": 4, "batch": 2, "evaluate_every": 2, "augmentation": "strong", "freeze": "backbone"},
    "classifier": {"epochs": 2, "batch": 8, "architecture": "resnet18", "balance": "weighted"},
}


class Killed(Exception):
    """Stands in for a process that is gone."""


def with_debris(picture: LabelledPicture) -> LabelledPicture:
    """Classes along CLASSES: living is the second, and the first cell of each picture is debris."""
    index = 1 - picture.class_index
    index[0] = 2
    return LabelledPicture(picture.path, picture.width, picture.height, picture.boxes, index)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("full")


@pytest.fixture(scope="module")
def snapshot(work: Path, fields: list[LabelledPicture]) -> Snapshot:
    """Three pictures to learn from, one to validate, one held out; the sixth is the replay."""
    replay = lay_out(work, split_by([with_debris(fields[5])], 1, 0), CLASSES)
    (work / REPLAY_FILE).write_bytes(replay.encode())
    return lay_out(work, split_by([with_debris(one) for one in fields[:5]], 3, 1), CLASSES)


@pytest.fixture(scope="module")
def plan(work: Path, snapshot: Snapshot, base: Path) -> TrainingPlan:
    digest = hashlib.sha256((work / REPLAY_FILE).read_bytes()).hexdigest()
    replay = {"snapshot": "trainings/0/snapshot.json", "sha256": digest, "share": 0.5}
    return plan_of(snapshot, base, mode="full", parameters=PARAMETERS, replay=replay)


@pytest.fixture(scope="module")
def package(plan: TrainingPlan, snapshot: Snapshot, base: Path, work: Path) -> Path:
    """The package of a training that was killed in the middle of each network, and called again."""
    for stage, last in (("detector", 3), ("classifier", 1)):

        def die(now: str, done: int, *_: object, at: str = stage, after: int = last) -> None:
            if now == at and done >= after:
                raise Killed

        with pytest.raises(Killed):
            personal.run(plan, snapshot, base, base, base, work, work / "package", Progress(die))
    personal.run(plan, snapshot, base, base, base, work, work / "package", Progress())
    return work / "package"


def test_new_classes_are_those_of_both_networks(package: Path) -> None:
    manifest = verify_package(package)
    assert manifest.detector.classes == CLASSES
    assert manifest.classifier is not None
    assert (manifest.classifier.classes, manifest.classifier.architecture) == (CLASSES, "resnet18")
    assert [one.target for one in manifest.classes] == [True, False, False]


def test_every_step_and_epoch_is_there_once_in_spite_of_the_kills(package: Path, work: Path) -> None:
    detector = (work / "detector" / "detector-history.jsonl").read_text().splitlines()
    lines = [json.loads(line) for line in detector]
    assert [line["step"] for line in lines] == [2, 4]
    assert {"box_loss", "cls_loss", "dfl_loss", "map50", "map"} <= lines[-1].keys()
    epochs = [json.loads(line) for line in (work / "classifier" / "classifier-history.jsonl").read_text().splitlines()]
    assert [line["epoch"] for line in epochs] == [1, 2]
    assert "balanced_accuracy" in epochs[-1]


def test_the_comparison_is_of_the_classes_that_both_know(package: Path, work: Path) -> None:
    comparison = Comparison.model_validate(json.loads((work / COMPARISON_FILE).read_text()))
    assert {one.class_name for one in comparison.metrics if one.class_name} == {"living", "dead"}
    # One held-out picture proves nothing, and says so.
    assert comparison.verdict == "not-distinguishable"
    assert all(one.difference.low is None for one in comparison.metrics)
    assert "Pictures that were held out: 1, too few" in (package / "MODEL_CARD.md").read_text()


def test_weights_of_frozen_stages_are_the_bases(package: Path, base: Path) -> None:
    before, after = (load_file(folder / "detector.safetensors") for folder in (base, package))
    assert before["model.0.conv.weight"].equal(after["model.0.conv.weight"])
    assert before["model.4.m.0.cv1.bn.running_mean"].equal(after["model.4.m.0.cv1.bn.running_mean"])
    assert not before["model.17.cv1.conv.weight"].equal(after["model.17.cv1.conv.weight"])
