"""What the API process holds besides its resources: the durable queue, news of jobs, services to recognise at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from cellscanner_gateway.jobs.queue import JobQueue
from cellscanner_gateway.jobs.signals import JobSignals
from cellscanner_gateway.pipeline.calls import Patience, ServiceClient
from cellscanner_gateway.pipeline.domain import DomainCheck, KnownModels
from cellscanner_gateway.pipeline.recognise import Services
from cellscanner_gateway.resources import Resources

# A person waits for POST /predict: long enough for a service that is just being restarted.
_PATIENCE_AT_ONCE = Patience(outage_s=20.0, attempts=3)
# What only a warning depends on is not waited for.
_PATIENCE_ASIDE = Patience(outage_s=2.0, attempts=2)
_AT_ONCE = 2
_DRAWN_AT_ONCE = 2
_REQUESTS_IN_FLIGHT = 2


@dataclass(frozen=True)
class Toolbox:
    """`room` bounds how many pictures POST /predict recognises at a time, `drawing` how many figures and reports are
    drawn; others wait for their turn.
    """

    queue: JobQueue
    signals: JobSignals
    services: Services
    room: asyncio.Semaphore
    drawing: asyncio.Semaphore


def make_services(resources: Resources, patience: Patience) -> Services:
    """Clients of detector and classifier that wait as long as `patience` says."""
    return Services(
        ServiceClient("detector", resources.detector, patience, _REQUESTS_IN_FLIGHT),
        ServiceClient("classifier", resources.classifier, patience, _REQUESTS_IN_FLIGHT),
        DomainCheck(
            ServiceClient("classifier", resources.classifier, _PATIENCE_ASIDE, _REQUESTS_IN_FLIGHT),
            KnownModels(resources.store),
        ),
    )


@asynccontextmanager
async def open_toolbox(resources: Resources) -> AsyncIterator[Toolbox]:
    url = resources.settings.database_url.get_secret_value()
    async with AsyncExitStack() as stack:
        queue = JobQueue(url)
        stack.push_async_callback(queue.close)
        signals = await stack.enter_async_context(JobSignals(url).listening())
        services = make_services(resources, _PATIENCE_AT_ONCE)
        yield Toolbox(queue, signals, services, asyncio.Semaphore(_AT_ONCE), asyncio.Semaphore(_DRAWN_AT_ONCE))


def get_toolbox(connection: HTTPConnection) -> Toolbox:
    toolbox: Toolbox = connection.app.state.toolbox
    return toolbox


Tools = Annotated[Toolbox, Depends(get_toolbox)]
