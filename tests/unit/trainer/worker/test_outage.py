"""A training does not end because its database was away for a moment."""

import pytest
from cellscanner_trainer.worker.outage import through_outages
from cellscanner_trainer.worker.tables import JobTables
from sqlalchemy import create_engine, text
from sqlalchemy.exc import ProgrammingError
from support.trainings import TrainingRows

_END_THE_OTHERS = text(
    "select pg_terminate_backend(pid) from pg_stat_activity"
    " where datname = current_database() and pid <> pg_backend_pid()"
)


def test_a_connection_that_the_server_ended_is_made_anew(rows: TrainingRows, trainer_database: str) -> None:
    tables = JobTables(rows.engine)
    assert tables.begin(rows.job_id) is not None
    other = create_engine(trainer_database)
    with other.connect() as connection:
        assert connection.execute(_END_THE_OTHERS).all()
    other.dispose()

    assert tables.is_live(rows.job_id)
    tables.set_progress(rows.job_id, "detector", 1, 10, "steps")
    assert rows.job()["stage"] == "detector"


def test_a_query_that_is_wrong_is_not_waited_for(rows: TrainingRows) -> None:
    @through_outages
    def wrong() -> None:
        rows.do("select nothing from nowhere")

    with pytest.raises(ProgrammingError):
        wrong()
