"""A personal training from files: what the worker fetches from the object store, found on the disk."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from cellscanner_shared.packages import ModelRef
from cellscanner_shared.trainings import REPLAY_FILE, Snapshot, TrainingPlan, read_snapshot
from cellscanner_shared.trainings.layout import original
from pydantic import ValidationError

from cellscanner_trainer import personal
from cellscanner_trainer.errors import DataRefused, RecipeRefused
from cellscanner_trainer.progress import Progress

PACKAGE_FOLDER = "package"


@dataclass(frozen=True)
class PersonalFiles:
    """The plan, its snapshot, that of its replay, and the folders of originals (by `source_key`) and of packages.

    `initial` is the folder of the weights that come with CellScanner.
    """

    plan: Path
    snapshot: Path
    replay: Path | None
    pictures: Path
    models: Path
    initial: Path | None = None


def run_files(files: PersonalFiles, work: Path, progress: Progress) -> Path:
    """Train, and give the package's folder below `work`.

    Raises RecipeRefused for a plan that does not follow its schema, DataRefused for what is not there.
    """
    try:
        plan = TrainingPlan.model_validate_json(files.plan.read_bytes())
    except (OSError, ValidationError) as error:
        raise RecipeRefused(f"{files.plan.name}: {error}") from error
    snapshot = _lay(files.snapshot, plan.snapshot_sha256, files.pictures, work)
    if plan.replay is not None:
        if files.replay is None:
            raise DataRefused("The plan has a replay: give its snapshot with --replay.")
        _lay(files.replay, plan.replay.sha256, files.pictures, work)
        shutil.copyfile(files.replay, work / REPLAY_FILE)
    base, start, old = (_package(files.models, ref) for ref in (plan.base, plan.start, plan.old))
    package = work / PACKAGE_FOLDER
    personal.run(plan, snapshot, base, start, old, work, package, progress, files.initial)
    return package


def _lay(file: Path, sha256: str, pictures: Path, work: Path) -> Snapshot:
    try:
        snapshot = read_snapshot(file.read_bytes(), sha256)
        for image in snapshot.images:
            target = original(work, image)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(pictures / image.source_key, target)
    except OSError as error:
        raise DataRefused(str(error)) from error
    return snapshot


def _package(models: Path, ref: str) -> Path:
    parts = ModelRef.parse(ref)
    return models / parts.owner / parts.name / str(parts.version)
