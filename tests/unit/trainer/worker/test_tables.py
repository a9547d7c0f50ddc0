from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cellscanner_shared.packages import DetectorSpec, Licence, ModelClass, ModelManifest, Title
from cellscanner_trainer.worker.tables import JobTables, NewVersion, TrainingRow
from support.trainings import TrainingRows

MANIFEST = ModelManifest(
    owner="ada",
    name="my-cells",
    version=2,
    title=Title(en="Mine", zh="我的"),
    created=datetime(2026, 11, 22, tzinfo=UTC),
    software_version="0.1.0",
    licence=Licence(id="MIT", conditions="None."),
    classes=(ModelClass(name="cell", target=False),),
    detector=DetectorSpec(architecture="yolov5nu", head="anchor-free", classes=("cell",), largest_cell_px=64),
)
VERSION = NewVersion(MANIFEST, "ab" * 32, {"f1": 0.9}, "# Card")


@pytest.fixture
def tables(rows: TrainingRows) -> JobTables:
    return JobTables(rows.engine)


def test_beginning_tells_what_to_do(rows: TrainingRows, tables: JobTables) -> None:
    assert tables.begin(rows.job_id) == TrainingRow(
        rows.job_id, {"name": "my-cells"}, None, "trainings/7/snapshot.zip", "abc", "ada", "my-cells", 2
    )
    assert (rows.job()["state"], rows.job()["stage"]) == ("running", "preparing")


def test_beginning_again_after_a_kill_keeps_the_first_start(rows: TrainingRows, tables: JobTables) -> None:
    tables.begin(rows.job_id)
    started = rows.job()["started_at"]
    assert tables.begin(rows.job_id) is not None
    assert rows.job()["started_at"] == started


def test_a_cancelled_job_does_not_begin_and_stays_cancelled(rows: TrainingRows, tables: JobTables) -> None:
    rows.cancel()
    assert tables.begin(rows.job_id) is None
    assert not tables.is_live(rows.job_id)
    tables.set_progress(rows.job_id, "detector", 5, 10, "steps")
    tables.fail(rows.job_id, {"title": "late"})
    assert (rows.job()["state"], rows.job()["done"], rows.job()["problem"]) == ("cancelled", 0, None)


def test_progress_and_curves_are_rows(rows: TrainingRows, tables: JobTables) -> None:
    tables.begin(rows.job_id)
    before = datetime.now(UTC)
    tables.set_progress(rows.job_id, "detector", 5, 10, "steps", 90.0)
    after = datetime.now(UTC)
    tables.set_history(rows.job_id, [{"network": "detector", "step": 5}])
    job = rows.job()
    assert (job["stage"], job["done"], job["total"], job["unit"]) == ("detector", 5, 10, "steps")
    assert before <= job["expected_end"] - timedelta(seconds=90) <= after
    tables.set_progress(rows.job_id, "packaging", 0, 1, "packages")
    assert rows.job()["expected_end"] is None
    assert rows.all("select history from trainings") == [([{"network": "detector", "step": 5}],)]


def test_success_registers_the_version_once_and_makes_it_champion(rows: TrainingRows, tables: JobTables) -> None:
    tables.begin(rows.job_id)
    assert tables.succeed(rows.job_id, VERSION)
    assert tables.succeed(rows.job_id, VERSION)
    assert rows.all("select version, digest, card from model_versions") == [(2, "ab" * 32, "# Card")]
    assert rows.all("select alias, version from model_aliases") == [("champion", 2)]
    job = rows.job()
    assert (job["state"], job["result"]) == ("succeeded", f"/api/v1/trainings/{rows.job_id}")
    assert job["finished_at"] is not None


@pytest.mark.parametrize("ending", ["update jobs set state = 'cancelled'", "delete from users"])
def test_what_nobody_wants_any_more_is_not_registered(rows: TrainingRows, tables: JobTables, ending: str) -> None:
    tables.begin(rows.job_id)
    rows.do(ending)
    assert tables.succeed(rows.job_id, VERSION) is False
    assert rows.all("select version from model_versions") == []
    assert rows.all("select alias from model_aliases") == []
    assert rows.all("select state from jobs where state <> 'cancelled'") == []


def planned(rows: TrainingRows) -> None:
    """Make it a training from annotations."""
    rows.do("update trainings set recipe = null, plan = '{}'")


def test_what_was_made_from_labels_becomes_the_candidate_with_its_comparison(
    rows: TrainingRows, tables: JobTables
) -> None:
    planned(rows)
    assert tables.begin(rows.job_id) == TrainingRow(
        rows.job_id, None, {}, "trainings/7/snapshot.zip", "abc", "ada", "my-cells", 2
    )
    tables.succeed(rows.job_id, replace(VERSION, comparison={"verdict": "better"}))
    assert rows.all("select alias, version from model_aliases") == [("candidate", 2)]
    assert rows.all("select comparison from trainings") == [({"verdict": "better"},)]


def test_a_part_of_a_comparison_becomes_nothing_until_somebody_chooses(rows: TrainingRows, tables: JobTables) -> None:
    planned(rows)
    rows.do(
        "insert into comparisons (id, created_at, owner_id, name, grid, request_sha256)"
        " select gen_random_uuid(), now(), owner_id, 'sizes', '{}', 'abc' from trainings"
    )
    rows.do("update trainings set part_of = (select id from comparisons)")
    tables.begin(rows.job_id)
    tables.succeed(rows.job_id, VERSION)
    assert rows.all("select version from model_versions") == [(2,)]
    assert rows.all("select alias, version from model_aliases") == []


def test_failure_keeps_the_problem(rows: TrainingRows, tables: JobTables) -> None:
    tables.begin(rows.job_id)
    tables.fail(rows.job_id, {"title": "The recipe cannot be used", "status": 422})
    job = rows.job()
    assert (job["state"], job["problem"]) == ("failed", {"title": "The recipe cannot be used", "status": 422})
