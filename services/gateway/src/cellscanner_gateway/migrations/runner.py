"""`cellscanner-gateway migrate`: bring the database to the newest revision, one process at a time."""

import time
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from dbos import DBOS
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from cellscanner_gateway.errors import DataTooNew

# Any constant will do, as long as nothing else takes it: "CSMG" in ASCII.
MIGRATION_LOCK = 0x43534D47
_ASK_AGAIN_S = 0.2


def alembic_config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    return config


def migrate(database_url: str, revision: str = "head") -> None:
    """Upgrade under an advisory lock: of two processes that start together the second waits and finds nothing to do.

    Raises DataTooNew.
    """
    engine = create_engine(database_url, poolclass=NullPool)
    with engine.connect() as connection:
        _wait_for_turn(connection)
        config = alembic_config()
        config.attributes["connection"] = connection
        _refuse_newer(connection, config)
        command.upgrade(config, revision)
        connection.commit()
        # The durable queues: the API enqueues into their schema, perhaps before any worker has started.
        DBOS.migrate(database_url)


def _refuse_newer(connection: Connection, config: Config) -> None:
    """Data that a later version has changed are left as they are."""
    found = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise DataTooNew(
            f"The data were last used by a newer version of CellScanner (revision {found}; this one knows up to "
            f"{max(known)}). Start that version, or restore a backup from before the upgrade."
        )


def _wait_for_turn(connection: Connection) -> None:
    """Take the lock by asking again and again: a connection that blocks on it would hold a snapshot, and the queues'
    `create index concurrently` waits for every snapshot to go, so that both would wait for ever."""
    while not connection.scalar(text("select pg_try_advisory_lock(:key)"), {"key": MIGRATION_LOCK}):
        connection.rollback()
        time.sleep(_ASK_AGAIN_S)
    connection.commit()
