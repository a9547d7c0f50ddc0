"""The stages of a personal training, one after the other; each goes on where it was stopped."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cellscanner_shared.packages import verify_package
from cellscanner_shared.trainings import REPLAY_FILE, Mode, Snapshot, TrainingPlan, read_snapshot

from cellscanner_trainer.data.labelled import DataSet
from cellscanner_trainer.errors import DataRefused
from cellscanner_trainer.evaluation.comparison import Contestant
from cellscanner_trainer.personal import full, quick
from cellscanner_trainer.personal.job import Job, check
from cellscanner_trainer.personal.package import package_job
from cellscanner_trainer.personal.pictures import read_pictures, window_of
from cellscanner_trainer.personal.recalibration import recalibrate
from cellscanner_trainer.personal.stopwatch import Stopwatch
from cellscanner_trainer.progress import Progress

_NETWORKS: dict[Mode, tuple[Callable[[Job], None], Callable[[Job], None]]] = {
    "quick": (recalibrate, quick.train_head),
    "full": (full.train_detector, full.train_crops),
}


@dataclass(frozen=True)
class Training:
    """What `cellscanner_trainer.personal.run` is given."""

    plan: TrainingPlan
    snapshot: Snapshot
    base: Path
    start: Path
    old: Path
    work: Path
    package: Path
    progress: Progress
    initial: Path | None = None

    def run(self) -> None:
        """Read, check, train, package and compare; nothing where the package is there already."""
        if self.package.exists():
            return
        self.work.mkdir(parents=True, exist_ok=True)
        clock = Stopwatch(self.work / "seconds.json")
        with clock.measure("reading"):
            job = self._job(clock)
        check(job)
        detect, classify = _NETWORKS[self.plan.mode]
        if job.trains_detection:
            with clock.measure("detector"):
                detect(job)
        if job.trains_classes:
            with clock.measure("classifier"):
                classify(job)
        old = Contestant(self.old, verify_package(self.old, self.plan.old_digest))
        package_job(job, old, self.package)

    def _job(self, clock: Stopwatch) -> Job:
        self.progress.begin("reading", len(self.snapshot.images), "pictures")
        plan = self.plan
        verify_package(self.base, plan.base_digest)
        start = verify_package(self.start, plan.start_digest)
        scale = start.micrometers_per_pixel
        data = read_pictures(self.snapshot, plan.class_names, scale, self.work, "read")
        replay = self._replay(scale)
        windows = {str(one.image_id): window_of(one, scale) for one in self.snapshot.images if one.split == "test"}
        return Job(plan, self.start, start, data, replay, self.work, self.progress, clock, self.initial, windows)

    def _replay(self, scale: float | None) -> DataSet | None:
        """The pictures prepared beforehand, whatever split they once had, without those of the training itself."""
        if self.plan.replay is None:
            return None
        replay = read_snapshot((self.work / REPLAY_FILE).read_bytes(), self.plan.replay.sha256)
        splits = read_pictures(replay, self.plan.class_names, scale, self.work, "read-replay")
        own = {str(image.image_id) for image in self.snapshot.images}
        kept = tuple(one for one in splits.everything.pictures if one.path.stem not in own)
        if not any(len(picture) for picture in kept):
            raise DataRefused(
                "The replay has no labelled cell beside the pictures of the training itself.", reason="replay-empty"
            )
        return DataSet(self.plan.class_names, kept)
