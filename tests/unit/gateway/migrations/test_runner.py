"""Migrating a real database."""

from concurrent.futures import ThreadPoolExecutor

from alembic import command
from cellscanner_gateway.migrations.metadata import Base
from cellscanner_gateway.migrations.runner import alembic_config, migrate
from sqlalchemy import create_engine, inspect
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
