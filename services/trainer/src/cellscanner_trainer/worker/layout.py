"""Everything that a plan names, fetched into the job's folder: snapshots, originals, packages. Safe to repeat."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from cellscanner_shared.errors import ObjectMissing
from cellscanner_shared.packages import ModelRef, fetch_package
from cellscanner_shared.store import ObjectStore
from cellscanner_shared.trainings import (
    REPLAY_FILE,
    SNAPSHOT_FILE,
    Snapshot,
    SnapshotImage,
    TrainingPlan,
    original,
    read_snapshot,
)

from cellscanner_trainer.errors import DataRefused
from cellscanner_trainer.worker.runner import Cancelled

PACKAGES_FOLDER = "packages"


def lay_out(
    store: ObjectStore, plan: TrainingPlan, folder: Path, is_live: Callable[[], bool]
) -> tuple[Path, Path, Path]:
    """Fetch what `plan` names below `folder`; the verified packages of base, start and old.

    Waits through an outage of the store as long as its settings say. Raises DataRefused where a picture is gone or is
    another one than it was, PackageRefused, SnapshotDamaged, and Cancelled once `is_live` answers False.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [(SNAPSHOT_FILE, plan.snapshot, plan.snapshot_sha256)]
    if plan.replay is not None:
        wanted.append((REPLAY_FILE, plan.replay.snapshot, plan.replay.sha256))
    for name, key, sha256 in wanted:
        for image in _fetch_snapshot(store, key, sha256, folder / name).images:
            if not is_live():
                raise Cancelled
            _fetch_original(store, folder, image)
    packages = ((plan.base, plan.base_digest), (plan.start, plan.start_digest), (plan.old, plan.old_digest))
    base, start, old = (
        fetch_package(store, ModelRef.parse(ref), digest, folder / PACKAGES_FOLDER) for ref, digest in packages
    )
    return base, start, old


def _fetch_snapshot(store: ObjectStore, key: str, sha256: str, path: Path) -> Snapshot:
    body = store.get_bytes(key)
    snapshot = read_snapshot(body, sha256)
    path.write_bytes(body)
    return snapshot


def _fetch_original(store: ObjectStore, folder: Path, image: SnapshotImage) -> None:
    path = original(folder, image)
    # A copy that a loss of power cut short is no reason to refuse what the store holds whole.
    if _is_of(path, image):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        store.get_file(image.source_key, path)
    except ObjectMissing as error:
        raise DataRefused(
            f"{image.file_name} was removed after the training had been started.",
            reason="picture-removed",
            file=image.file_name,
        ) from error
    if not _is_of(path, image):
        raise DataRefused(
            f"{image.file_name} is not the picture that was uploaded; upload it again.",
            reason="picture-not-uploaded-one",
            file=image.file_name,
        )


def _is_of(path: Path, image: SnapshotImage) -> bool:
    """Whether the file is there and holds the picture's bytes."""
    if not path.exists():
        return False
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() == image.sha256
