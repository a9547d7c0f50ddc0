"""What the benches of models of one's own share: data sets, a new look, one training, and what it cost."""

import argparse
import os
import resource
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import cv2
from cellscanner_shared.trainings import Snapshot, TrainingPlan
from cellscanner_trainer import personal
from cellscanner_trainer.data.coco import read_coco
from cellscanner_trainer.data.labelled import DataSet, LabelledPicture
from cellscanner_trainer.data.pixels import read_rgb
from cellscanner_trainer.evaluation.resampling import Figures, estimate
from cellscanner_trainer.progress import Progress

DATA = Path(os.environ.get("CELLSCANNER_TEST_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))


def command_line(description: str | None) -> argparse.ArgumentParser:
    """What every one of them is told: the package to start from, a folder to go on in, and how many seeds."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--base", type=Path, required=True, help="folder of a package")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seeds", type=int, default=3)
    return parser


def consep() -> DataSet:
    """Four kinds of nuclei in H&E tissue."""
    return read_coco(DATA / "consep" / "annotations.coco.json", DATA / "consep" / "images")


def living_dead() -> DataSet:
    """Living and dead cells in brightfield, by groups."""
    folder = DATA / "living-dead"
    return read_coco(folder / "annotations.coco.json", folder / "images")


def every_class_first(pictures: Sequence[LabelledPicture], classes: int) -> list[LabelledPicture]:
    """The first picture with every class before all others: without one a training is refused."""
    first = next(one for one in pictures if len(set(one.class_index.tolist())) == classes)
    return [first, *(one for one in pictures if one is not first)]


def inverted(picture: LabelledPicture, folder: Path) -> LabelledPicture:
    """The picture's negative."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{picture.path.stem}.png"
    if not path.exists():
        cv2.imwrite(str(path), 255 - read_rgb(picture.path)[..., ::-1])
    return replace(picture, path=path)


def train_once(plan: TrainingPlan, snapshot: Snapshot, base: Path, work: Path) -> tuple[Path, str]:
    """The package of one training, made unless it is there, and its processor time in seconds."""
    package, spent, began = work / "package", work / "processor-seconds", processor_seconds()
    if not package.exists():
        personal.run(plan, snapshot, base, base, base, work, package, Progress())
        spent.write_text(f"{processor_seconds() - began:.0f}")
    return package, spent.read_text()


def processor_seconds() -> float:
    """Of this process so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def with_interval(measured: Figures, key: tuple[str, int | None]) -> str:
    """A figure with its 95 % interval over pictures."""
    one = estimate(measured[key])
    return f"{one.value:.3f} ({one.low:.3f} to {one.high:.3f})"
