"""Migrating a real database."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic import command
from cellscanner_gateway.errors import DataTooNew
from cellscanner_gateway.migrations.metadata import Base
from cellscanner_gateway.migrations.runner import alembic_config, migrate
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.pool import NullPool


def test_the_revisions_make_what_the_models_say(database_url: str) -> None:
    migrate(database_url)
    with create_engine(database_url, poolclass=NullPool).connect() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.check(config)
        assert set(Base.metadata.tables) <= set(inspect(connection).get_table_names())


def test_processes_that_start_together_migrate_once(database_url: str) -> None:
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(migrate, [database_url] * 3))
    with create_engine(database_url, poolclass=NullPool).connect() as connection:
        assert "users" in inspect(connection).get_table_names()


def test_every_revision_can_be_taken_back(database_url: str) -> None:
    migrate(database_url)
    with create_engine(database_url, poolclass=NullPool).connect() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        connection.commit()
        assert inspect(connection).get_table_names() == ["alembic_version"]


def test_data_of_a_newer_version_are_refused_in_words_and_left_alone(database_url: str) -> None:
    engine = create_engine(database_url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("create table alembic_version (version_num varchar(32) not null)"))
        connection.execute(text("insert into alembic_version values ('9999')"))
    with pytest.raises(DataTooNew, match=r"newer version of CellScanner \(revision 9999; this one knows up to \d{4}\)"):
        migrate(database_url)
    assert inspect(engine).get_table_names() == ["alembic_version"]
