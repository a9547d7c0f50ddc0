"""`cellscanner-trainer worker`: the process that works on trainings until it is told to stop."""

import logging
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from cellscanner_shared.store import ObjectStore, StoreSettings
from cellscanner_shared.telemetry import configure_logging
from dbos import DBOS, DBOSConfig
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from cellscanner_trainer.settings import TrainerSettings
from cellscanner_trainer.worker.health import HealthServer
from cellscanner_trainer.worker.tables import JobTables
from cellscanner_trainer.worker.workflow import (
    APPLICATION,
    APPLICATION_VERSION,
    QUEUE,
    TrainingWork,
    register_workflow,
)

_LOG = logging.getLogger(__name__)
_POLL_QUEUE_S = 1.0
_AGAIN_S = 1.0


def main() -> None:
    """Run with the settings of the environment until SIGTERM or SIGINT."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    configure_logging("trainer")
    _let_dbos_log_like_us()
    work_until_stopped(TrainerSettings(), StoreSettings(), stop)
    # Python would wait for the thread that watches a running training, until that has ended. Its process goes with
    # this one, and what it did up to its last checkpoint stays.
    logging.shutdown()
    os._exit(0)


def work_until_stopped(settings: TrainerSettings, store_settings: StoreSettings, stop: threading.Event) -> None:
    """Work on the queue until `stop` is set. An unfinished job then goes on from its checkpoint at the next start."""
    engine = create_engine(settings.database_url.get_secret_value(), pool_pre_ping=True, pool_size=3)
    with HealthServer(settings, lambda: _answers(engine)):
        if _wait_for_database(engine, stop):
            work = TrainingWork(settings, JobTables(engine), ObjectStore(store_settings))
            with _launched(settings, work):
                stop.wait()
    engine.dispose()


@contextmanager
def _launched(settings: TrainerSettings, work: TrainingWork) -> Iterator[None]:
    """DBOS at work; at launch it takes up what this executor left unfinished."""
    DBOS(config=_config(settings))
    DBOS.listen_queues([QUEUE])
    register_workflow(work)
    DBOS.launch()
    try:
        DBOS.register_queue(QUEUE, worker_concurrency=1, polling_interval_sec=_POLL_QUEUE_S)
        _LOG.info("working on trainings as %s", settings.executor_id)
        yield
    finally:
        _LOG.info("stopping; unfinished trainings stay in the database")
        DBOS.destroy()


def _config(settings: TrainerSettings) -> DBOSConfig:
    return {
        "name": APPLICATION,
        "system_database_url": settings.database_url.get_secret_value(),
        "application_version": APPLICATION_VERSION,
        "executor_id": settings.executor_id,
        "enable_otlp": False,
        "run_migrations": True,
        "log_level": "WARNING",
    }


def _wait_for_database(engine: Engine, stop: threading.Event) -> bool:
    while not stop.is_set():
        if _answers(engine):
            return True
        stop.wait(_AGAIN_S)
    return False


def _answers(engine: Engine) -> bool:
    try:
        with engine.connect() as connection:
            connection.execute(text("select 1"))
    except SQLAlchemyError as error:
        _LOG.warning("the database does not answer: %s", type(error).__name__)
        return False
    return True


def _let_dbos_log_like_us() -> None:
    """DBOS adds a console of its own unless its logger has a handler; ours then writes its lines as JSON."""
    logger = logging.getLogger("dbos")
    logger.addHandler(logging.NullHandler())
    logger.propagate = True
