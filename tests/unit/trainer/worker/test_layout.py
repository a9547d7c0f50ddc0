"""What a plan names is fetched once, proved, and laid where the training looks for it."""

import hashlib
from pathlib import Path
from uuid import UUID

import pytest
from cellscanner_shared.packages import Licence, ModelClass, Title, upload_package, verify_package
from cellscanner_shared.store import ObjectStore
from cellscanner_shared.trainings import (
    Category,
    Replay,
    Snapshot,
    SnapshotDamaged,
    SnapshotImage,
    TrainingPlan,
    original,
    read_snapshot,
)
from cellscanner_trainer.errors import DataRefused
from cellscanner_trainer.worker.layout import lay_out
from cellscanner_trainer.worker.runner import Cancelled
from tiny_models import write_package

FIRST, SECOND = UUID(int=1), UUID(int=2)


def image(image_id: UUID, body: bytes) -> SnapshotImage:
    return SnapshotImage(
        id=1,
        file_name=f"{image_id.int}.png",
        width=8,
        height=8,
        image_id=image_id,
        source_key=f"pictures/{image_id}/original",
        sha256=hashlib.sha256(body).hexdigest(),
        split="train",
    )


def put_snapshot(store: ObjectStore, key: str, image_id: UUID, body: bytes) -> str:
    snapshot = Snapshot(images=(image(image_id, body),), annotations=(), categories=(Category(id=1, name="cell"),))
    store.put_bytes(key, snapshot.encode())
    return hashlib.sha256(snapshot.encode()).hexdigest()


@pytest.fixture
def plan(object_store: ObjectStore, tmp_path: Path) -> TrainingPlan:
    """A plan of two packages and two pictures, all in the store."""
    digests = {}
    for version in (1, 2):
        folder = tmp_path / f"package-{version}"
        write_package(folder, version=version)
        digests[version] = upload_package(object_store, folder)
    for image_id, body in ((FIRST, b"first"), (SECOND, b"second")):
        object_store.put_bytes(f"pictures/{image_id}/original", body)
    replay = put_snapshot(object_store, "trainings/7/replay.json", SECOND, b"second")
    return TrainingPlan(
        mode="quick",
        units=("target-detection",),
        owner="ada",
        name="my-cells",
        version=1,
        title=Title(en="Mine", zh="我的"),
        classes=(ModelClass(name="cell", target=False),),
        licence=Licence(id="MIT", conditions="None."),
        base="base/tiny@1",
        base_digest=digests[1],
        start="base/tiny@1",
        start_digest=digests[1],
        old="base/tiny@2",
        old_digest=digests[2],
        snapshot="trainings/7/snapshot.json",
        snapshot_sha256=put_snapshot(object_store, "trainings/7/snapshot.json", FIRST, b"first"),
        replay=Replay(snapshot="trainings/7/replay.json", sha256=replay),
    )


def test_everything_lies_where_the_training_looks(
    object_store: ObjectStore, plan: TrainingPlan, tmp_path: Path
) -> None:
    work = tmp_path / "job"

    base, start, old = lay_out(object_store, plan, work, lambda: True)

    assert [verify_package(folder).version for folder in (base, start, old)] == [1, 1, 2]
    assert read_snapshot((work / "snapshot.json").read_bytes(), plan.snapshot_sha256).images[0].image_id == FIRST
    assert original(work, image(FIRST, b"")).read_bytes() == b"first"
    assert original(work, image(SECOND, b"")).read_bytes() == b"second"


def test_after_a_kill_only_what_is_missing_is_fetched(
    object_store: ObjectStore, plan: TrainingPlan, tmp_path: Path
) -> None:
    lay_out(object_store, plan, tmp_path / "job", lambda: True)
    object_store.delete(f"pictures/{FIRST}/original")

    lay_out(object_store, plan, tmp_path / "job", lambda: True)


def test_a_copy_that_was_cut_short_is_fetched_again(
    object_store: ObjectStore, plan: TrainingPlan, tmp_path: Path
) -> None:
    work = tmp_path / "job"
    lay_out(object_store, plan, work, lambda: True)
    original(work, image(FIRST, b"")).write_bytes(b"fir")

    lay_out(object_store, plan, work, lambda: True)

    assert original(work, image(FIRST, b"")).read_bytes() == b"first"


def test_a_picture_that_was_removed_is_named(object_store: ObjectStore, plan: TrainingPlan, tmp_path: Path) -> None:
    object_store.delete(f"pictures/{FIRST}/original")

    with pytest.raises(DataRefused, match=r"1\.png was removed"):
        lay_out(object_store, plan, tmp_path / "job", lambda: True)


def test_another_picture_under_its_key_is_refused(
    object_store: ObjectStore, plan: TrainingPlan, tmp_path: Path
) -> None:
    object_store.put_bytes(f"pictures/{SECOND}/original", b"other")

    with pytest.raises(DataRefused, match=r"2\.png is not the picture"):
        lay_out(object_store, plan, tmp_path / "job", lambda: True)


def test_a_changed_snapshot_is_refused(object_store: ObjectStore, plan: TrainingPlan, tmp_path: Path) -> None:
    object_store.put_bytes(plan.snapshot, b"{}")

    with pytest.raises(SnapshotDamaged):
        lay_out(object_store, plan, tmp_path / "job", lambda: True)


def test_a_cancelled_job_fetches_no_further(object_store: ObjectStore, plan: TrainingPlan, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        lay_out(object_store, plan, tmp_path / "job", lambda: False)
    assert not (tmp_path / "job" / "pictures").exists()
