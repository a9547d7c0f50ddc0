"""The last step of a training, whose job may have been taken away while it ran."""

import time
from pathlib import Path

import pytest
from cellscanner_shared.packages import write_checksums
from cellscanner_shared.store import ObjectStore, StoreSettings
from cellscanner_shared.trainings import HELD_OUT_FOLDER
from cellscanner_trainer.settings import TrainerSettings
from cellscanner_trainer.worker.tables import JobTables
from cellscanner_trainer.worker.workflow import PACKAGE_FOLDER, TrainingWork
from pydantic import SecretStr
from support.ports import take
from support.trainings import TrainingRows
from tiny_models import write_package


@pytest.fixture
def work(rows: TrainingRows, object_store: ObjectStore, tmp_path: Path) -> TrainingWork:
    """A training that has made its package and looked at one held-out picture."""
    package = tmp_path / str(rows.job_id) / PACKAGE_FOLDER
    write_package(package, owner="ada", name="my-cells", version=2)
    (package / "metrics.json").write_text("{}")
    (package / "MODEL_CARD.md").write_text("# Card")
    write_checksums(package)
    held_out = package.parent / HELD_OUT_FOLDER
    held_out.mkdir()
    (held_out / "9.json").write_text("{}")
    settings = TrainerSettings(database_url=SecretStr("postgresql://"), work_dir=tmp_path)
    tables = JobTables(rows.engine)
    tables.begin(rows.job_id)
    return TrainingWork(settings, tables, object_store)


def test_a_finished_training_is_kept(work: TrainingWork, rows: TrainingRows, object_store: ObjectStore) -> None:
    work.register(str(rows.job_id))
    assert rows.job()["state"] == "succeeded"
    assert {one.key.rsplit("/", 1)[0] for one in object_store.list()} == {
        "models/ada/my-cells/2",
        f"trainings/7/held-out/{rows.job_id}",
    }


def test_a_store_that_is_away_is_waited_for(
    work: TrainingWork,
    rows: TrainingRows,
    store_settings: StoreSettings,
    object_store: ObjectStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nobody_there = store_settings.model_copy(update={"endpoint": f"127.0.0.1:{take(1)[0]}", "patience_s": 0.0})
    there, work._store = work._store, ObjectStore(nobody_there)
    monkeypatch.setattr(time, "sleep", lambda _: setattr(work, "_store", there))
    work.register(str(rows.job_id))
    assert rows.job()["state"] == "succeeded"
    assert object_store.list()


@pytest.mark.parametrize("ending", ["update jobs set state = 'cancelled'", "delete from users"])
def test_of_a_training_that_is_not_wanted_any_more_nothing_stays(
    work: TrainingWork, rows: TrainingRows, object_store: ObjectStore, ending: str
) -> None:
    rows.do(ending)
    work.register(str(rows.job_id))
    assert object_store.list() == []
    assert rows.all("select version from model_versions") == []
