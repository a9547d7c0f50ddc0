"""`cellscanner-gateway worker`: the process that works on predictions and imports until it is told to stop."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from cellscanner_shared.store import StoreSettings
from cellscanner_shared.telemetry import Metrics, configure_logging
from dbos import DBOS, DBOSConfig

from cellscanner_gateway.annotations.commits import Desk
from cellscanner_gateway.annotations.contents import Contents
from cellscanner_gateway.jobs.queue import IMPORT, PREDICT, Workflow
from cellscanner_gateway.label_imports.work import ImportWork
from cellscanner_gateway.label_imports.work import register as register_imports
from cellscanner_gateway.pipeline.calls import Patience
from cellscanner_gateway.resources import Resources, open_resources
from cellscanner_gateway.settings import GatewaySettings
from cellscanner_gateway.tools import make_services
from cellscanner_gateway.worker.liveness import Liveness
from cellscanner_gateway.worker.picture import PictureWork
from cellscanner_gateway.worker.takeover import take_over_if_possible
from cellscanner_gateway.worker.workflow import Work, register

_LOG = logging.getLogger(__name__)
# Long enough to ride out a restart without losing the tiles already done; longer outages begin the picture anew.
_PATIENCE = Patience(outage_s=60.0)
_JOBS_TOGETHER = 2
_WORKFLOWS: tuple[Workflow, ...] = (PREDICT, IMPORT)
_POLL_QUEUE_S = 0.5
_LOOK_AROUND_S = 5.0


def main() -> None:
    settings = GatewaySettings()
    configure_logging("gateway-worker", secrets=[settings.service_token.get_secret_value()])
    _let_dbos_log_like_us()
    if settings.metrics_port is not None:
        Metrics("gateway-worker").serve(settings.metrics_port, settings.metrics_host)
    asyncio.run(work_until_stopped(settings, StoreSettings()))


async def work_until_stopped(settings: GatewaySettings, store_settings: StoreSettings) -> None:
    """Work on the queue until SIGTERM or SIGINT. What is unfinished then is resumed by a live worker."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    liveness = Liveness(settings.database_url.get_secret_value(), settings.executor_id)
    async with open_resources(settings, store_settings) as resources:
        holding = asyncio.create_task(liveness.hold())
        await asyncio.wait({holding, asyncio.create_task(stop.wait())}, return_when=asyncio.FIRST_COMPLETED)
        if holding.done():
            async with _launched(resources):
                await _look_around(liveness, stop)
        holding.cancel()
        await liveness.release()


async def _look_around(liveness: Liveness, stop: asyncio.Event) -> None:
    """Stay alive, and take over from the dead, until told to stop."""
    while not stop.is_set():
        for workflow in _WORKFLOWS:
            await take_over_if_possible(liveness, workflow)
        try:
            async with asyncio.timeout(_LOOK_AROUND_S):
                await stop.wait()
        except TimeoutError:
            await liveness.confirm()


@asynccontextmanager
async def _launched(resources: Resources) -> AsyncIterator[None]:
    """DBOS at work in this event loop. On leaving, runs are dropped where they are; their steps are resumed later."""
    DBOS(config=_config(resources.settings))
    DBOS.listen_queues([workflow.queue for workflow in _WORKFLOWS])
    register(Work(resources.database, PictureWork(resources, make_services(resources, _PATIENCE))))
    register_imports(ImportWork(Desk(resources, Contents(resources.store))))
    DBOS.launch()
    try:
        for workflow in _WORKFLOWS:
            await DBOS.register_queue_async(
                workflow.queue, worker_concurrency=_JOBS_TOGETHER, polling_interval_sec=_POLL_QUEUE_S
            )
        _LOG.info("working on predictions as %s", resources.settings.executor_id)
        yield
    finally:
        _LOG.info("stopping; unfinished jobs stay in the database")
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        DBOS.destroy()


def _config(settings: GatewaySettings) -> DBOSConfig:
    return {
        "name": PREDICT.application,
        "system_database_url": settings.database_url.get_secret_value(),
        "application_version": PREDICT.application_version,
        "executor_id": settings.executor_id,
        "enable_otlp": False,
        "run_migrations": True,
        "log_level": "WARNING",
    }


def _let_dbos_log_like_us() -> None:
    """DBOS adds a console of its own unless its logger has a handler; ours then writes its lines as JSON."""
    logger = logging.getLogger("dbos")
    logger.addHandler(logging.NullHandler())
    logger.propagate = True
