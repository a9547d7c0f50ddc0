"""Run by alembic; `runner.migrate` hands it a connection that already holds the advisory lock."""

from alembic import context
from sqlalchemy import Connection

from cellscanner_gateway.migrations.metadata import Base


def run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=Base.metadata, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
