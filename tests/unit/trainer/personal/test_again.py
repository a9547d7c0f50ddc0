"""Training over and over does not drift: always the base and all corrections, unless going on is asked for."""

from pathlib import Path

import numpy as np
import pytest
from cellscanner_shared.packages import package_digest, verify_package
from cellscanner_shared.trainings import Snapshot
from cellscanner_trainer import personal
from cellscanner_trainer.data.labelled import LabelledPicture
from cellscanner_trainer.progress import Progress
from numpy.typing import NDArray
from safetensors.numpy import load_file
from support.personal_trainings import lay_out, plan_of, split_by

CLASSES = ("living", "dead")
# So strong a pull that the head stays where it starts: where that is can be read off the result.
STAYS = {"classifier": {"head_decay": 1e6}}


def snapshot_of(work: Path, fields: list[LabelledPicture]) -> Snapshot:
    return lay_out(work, split_by(fields, 3, 2), CLASSES)


def train(snapshot: Snapshot, base: Path, start: Path, work: Path, version: int, **changes: object) -> Path:
    """Version `version`, from the labels of `snapshot`; what it is held against does not matter to it."""
    lay = {"start": str(verify_package(start).ref), "start_digest": package_digest(start), "version": version}
    plan = plan_of(snapshot, base, **lay, **changes)
    personal.run(plan, snapshot, base, start, base, work, work / "package", Progress())
    return work / "package"


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The folders of four trainings."""
    return [tmp_path_factory.mktemp("again") for _ in range(4)]


@pytest.fixture(scope="module")
def first(works: list[Path], fields: list[LabelledPicture], base: Path) -> Path:
    return train(snapshot_of(works[0], fields), base, base, works[0], 1)


def head(package: Path) -> NDArray[np.float32]:
    """The weights (C, D) of the last layer."""
    return np.asarray(load_file(package / "classifier.safetensors")["fc.weight"], np.float32)


def test_the_same_labels_give_the_same_model_again(
    first: Path, works: list[Path], fields: list[LabelledPicture], base: Path
) -> None:
    second = train(snapshot_of(works[1], fields), base, base, works[1], 2)

    for name in ("classifier.safetensors", "classifier.onnx", "detector.safetensors", "detector.onnx"):
        assert (second / name).read_bytes() == (first / name).read_bytes()
    one, other = verify_package(first), verify_package(second)
    assert one.detector == other.detector
    assert one.classifier == other.classifier
    assert (other.version, other.parent) == (2, "base/living-dead@1")


def test_going_on_starts_from_the_version_and_not_from_the_base(
    first: Path, works: list[Path], fields: list[LabelledPicture], base: Path
) -> None:
    anew = train(snapshot_of(works[2], fields), base, base, works[2], 2, parameters=STAYS)
    gone_on = train(snapshot_of(works[3], fields), base, first, works[3], 3, parameters=STAYS)

    # The first training moved the head, so that the two starts can be told apart.
    assert np.abs(head(first) - head(base)).max() > 1e-3
    assert np.abs(head(anew) - head(base)).max() < 1e-3
    assert np.abs(head(gone_on) - head(first)).max() < 1e-3
    assert verify_package(gone_on).parent == "ada/mine@1"
