"""What all stages of a personal training share: the plan, the package it starts from, the pictures."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cellscanner_shared.packages import ModelManifest
from cellscanner_shared.trainings import HE_UNIT, TrainingPlan
from cellscanner_shared.trainings.window import Window

from cellscanner_trainer.data.labelled import DataSet
from cellscanner_trainer.errors import DataRefused, classes_without_cells
from cellscanner_trainer.personal.memory import remembered_classes
from cellscanner_trainer.personal.stopwatch import Stopwatch
from cellscanner_trainer.progress import Progress
from cellscanner_trainer.recipes.data import Splits


@dataclass(frozen=True)
class Job:
    """One personal training; `replay` are pictures prepared beforehand, all of them to learn from.

    `initial` is the folder of the weights that come with CellScanner; `windows` say of each held-out picture, by its
    id, where in the user's picture the pixels that were read lie.
    """

    plan: TrainingPlan
    start: Path
    manifest: ModelManifest
    data: Splits
    replay: DataSet | None
    work: Path
    progress: Progress
    clock: Stopwatch
    initial: Path | None = None
    windows: Mapping[str, Window] = field(default_factory=dict)

    @property
    def classes(self) -> tuple[str, ...]:
        """The names of the classes, in the order of the result."""
        return self.plan.class_names

    @property
    def trains_classes(self) -> bool:
        """Whether a classifier is made: asked for, and there is something to tell apart."""
        return "target-classification" in self.plan.units and len(self.classes) > 1

    @property
    def has_classifier(self) -> bool:
        """Whether the result has a second stage: a new one, or the start's."""
        return self.trains_classes or (self.manifest.classifier is not None and len(self.classes) > 1)

    @property
    def trains_detection(self) -> bool:
        """Whether the detector is trained or, in quick mode, recalibrated."""
        return "target-detection" in self.plan.units or self.makes_base

    @property
    def makes_base(self) -> bool:
        """Whether it is the H&E unit: a detector of every cell, for others to start from."""
        return HE_UNIT in self.plan.units

    @property
    def detector_classes(self) -> tuple[str, ...]:
        """What a newly trained detector tells apart: the classes, or only `cell` where a classifier follows."""
        only_cells = self.has_classifier and not self.plan.detector_parameters.classes
        return ("cell",) if only_cells else self.classes

    @property
    def validation(self) -> DataSet:
        """What the training watches itself on: the validation pictures, or else those it learns from."""
        has_cells = any(len(picture) for picture in self.data.validation.pictures)
        return self.data.validation if has_cells else self.data.training

    @property
    def validates_on_its_own(self) -> bool:
        """Whether the validation pictures are others than those it learns from."""
        return self.validation is self.data.validation

    @property
    def judged_on(self) -> str:
        """Which pictures `validation` are, in words."""
        return "the validation pictures" if self.validates_on_its_own else "the training pictures"


def cells_of(data: DataSet) -> dict[str, int]:
    """Class to number of cells, zeros too."""
    counts = Counter(index for picture in data.pictures for index in picture.class_index.tolist())
    return {name: counts[index] for index, name in enumerate(data.classes)}


def check(job: Job) -> None:
    """Raises DataRefused, before anything is trained, for a plan that cannot end in a model, and says what to add."""
    learned = cells_of(job.data.training)
    if not sum(learned.values()):
        raise DataRefused(
            "The pictures to learn from have no labelled cell in a checked region: label some.",
            reason="no-cell-to-learn",
        )
    if job.trains_classes:
        _check_classes(job, learned)
    elif job.has_classifier:
        _check_same(job, job.manifest.classifier.classes if job.manifest.classifier else (), "target-classification")
    if not job.has_classifier and not (job.trains_detection and job.plan.mode == "full"):
        _check_same(job, job.manifest.detector.classes, "target-detection")


def _check_classes(job: Job, learned: dict[str, int]) -> None:
    quick, classifier = job.plan.mode == "quick", job.manifest.classifier
    if quick and classifier is None and job.manifest.embedding is None:
        raise DataRefused(
            f"{job.plan.start} has no network to build a quick classifier on: choose the full mode.",
            reason="no-quick-network",
            model=str(job.plan.start),
        )
    replayed = cells_of(job.replay) if job.replay is not None else {}
    known = set(remembered_classes(job.start)) & set(classifier.classes) if quick and classifier is not None else set()
    missing = [name for name, count in learned.items() if not count + replayed.get(name, 0) and name not in known]
    if missing:
        raise classes_without_cells(missing)


def _check_same(job: Job, kept: tuple[str, ...], unit: str) -> None:
    if sorted(kept) != sorted(job.classes):
        known, wanted = ", ".join(kept), ", ".join(job.classes)
        named = f"{unit} (in the full mode)" if unit == "target-detection" else unit
        raise DataRefused(
            f"{job.plan.start} knows {known}, the labels name {wanted}: choose the unit {named} too.",
            reason="unit-needed",
            model=str(job.plan.start),
            known=list(kept),
            classes=list(job.classes),
            unit=unit,
        )
