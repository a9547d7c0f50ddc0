"""The durable workflow of a prediction: which pictures, each picture once, the end.

DBOS keeps its registrations in the process, so they are made here once by `register`, from parts made by `main`.
"""

import asyncio
import logging
import signal
from typing import Any
from uuid import UUID

from cellscanner_shared.errors import CellScannerError
from dbos import DBOS
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.database import Database
from cellscanner_gateway.jobs import repository as jobs
from cellscanner_gateway.jobs.models import JobState
from cellscanner_gateway.jobs.queue import PREDICT
from cellscanner_gateway.pipeline.errors import ModelRefused
from cellscanner_gateway.predictions import repository
from cellscanner_gateway.predictions.models import ImageState
from cellscanner_gateway.predictions.twins import mark_twins
from cellscanner_gateway.worker.patience import is_outage, transact
from cellscanner_gateway.worker.picture import PictureWork

_LOG = logging.getLogger(__name__)
# Pictures of one job that are worked on together: up to so many, while their pixels stay below the bound.
_MOST_TOGETHER = 4
_MEGAPIXELS_TOGETHER = 32.0


class Work:
    """The three kinds of step. What they return is recorded, so it is small and plain."""

    def __init__(self, database: Database, pictures: PictureWork) -> None:
        self._database = database
        self._pictures = pictures

    async def plan(self, job_id: str) -> list[list[str]]:
        """Mark the job as running; ids of its pictures in groups that go together, none where it was cancelled."""

        async def begin(session: AsyncSession) -> list[list[str]]:
            prediction = await repository.find_by_job(session, UUID(job_id))
            if prediction is None:
                return []
            if not await jobs.begin(session, UUID(job_id), stage="recognising"):
                return []
            # Counted under the job's lock: a picture that is deleted meanwhile lowers the total after us, or was gone.
            pictures = await repository.pictures_of(session, [prediction.id])
            await jobs.set_progress(session, UUID(job_id), total=len(pictures))
            return group_pictures([(str(one.image.id), one.image.width * one.image.height / 1e6) for one in pictures])

        return await transact(self._database, begin)

    async def picture(self, job_id: str, image_id: str) -> dict[str, Any]:
        """One picture. `go_on` is false where the job has ended meanwhile; `problem` is set where it must end."""
        try:
            return {"go_on": await self._pictures.run(UUID(job_id), UUID(image_id)), "problem": None}
        except ModelRefused as error:
            return {"go_on": False, "problem": error.problem()}

    async def finish(self, job_id: str, problem: dict[str, Any] | None) -> str:
        """Bring the job to its end: failed if `problem` says so or no picture succeeded, else succeeded."""

        async def write(session: AsyncSession) -> str:
            prediction = await repository.find_by_job(session, UUID(job_id))
            if prediction is None:
                return "gone"
            await mark_twins(session, prediction.id)
            states = await repository.count_states(session, prediction.id)
            reason = problem
            if reason is None and states.get(ImageState.FAILED, 0) and not states.get(ImageState.SUCCEEDED, 0):
                reason = await repository.first_problem(session, prediction.id)
            if reason is not None:
                await jobs.end(session, UUID(job_id), JobState.FAILED, problem=reason)
                return JobState.FAILED.value
            await jobs.end(session, UUID(job_id), JobState.SUCCEEDED, result=f"/api/v1/predictions/{prediction.id}")
            return JobState.SUCCEEDED.value

        return await transact(self._database, write)


def group_pictures(pictures: list[tuple[str, float]]) -> list[list[str]]:
    """Ids in their order, in groups of at most four pictures and 32 megapixels; a larger picture goes alone."""
    groups: list[list[str]] = []
    megapixels = 0.0
    for image_id, size in pictures:
        if groups and len(groups[-1]) < _MOST_TOGETHER and megapixels + size <= _MEGAPIXELS_TOGETHER:
            groups[-1].append(image_id)
            megapixels += size
        else:
            groups.append([image_id])
            megapixels = size
    return groups


async def _start_anew() -> None:
    """DBOS has given up on its own tables: end this process in order. The run stays pending and is resumed."""
    signal.raise_signal(signal.SIGTERM)
    await asyncio.Event().wait()


def register(work: Work) -> None:
    """Make the workflow and its steps known to DBOS; before its launch."""

    @DBOS.step(name="plan")
    async def plan(job_id: str) -> list[list[str]]:
        return await work.plan(job_id)

    # Preemptible: a cancelled job stops within a second or two, even in the middle of a slide.
    @DBOS.step(name="picture", preemptible=True)
    async def picture(job_id: str, image_id: str) -> dict[str, Any]:
        return await work.picture(job_id, image_id)

    @DBOS.step(name="finish")
    async def finish(job_id: str, problem: dict[str, Any] | None) -> str:
        return await work.finish(job_id, problem)

    # No limit of restarts: a picture that ends its worker is set aside by its own count.
    @DBOS.workflow(name=PREDICT.name, max_recovery_attempts=None)
    async def predict(job_id: str) -> str:
        problem: dict[str, Any] | None = None
        try:
            for group in await plan(job_id):
                # Steps are numbered as they are called, so the order here must not depend on how they end.
                outcomes = await asyncio.gather(*(picture(job_id, image_id) for image_id in group))
                problem = next((outcome["problem"] for outcome in outcomes if outcome["problem"]), None)
                if problem is not None or not all(outcome["go_on"] for outcome in outcomes):
                    break
        except Exception as error:  # noqa: BLE001 - the edge of the job: it must not stay running for ever
            _LOG.error("job %s failed", job_id, exc_info=error)
            if is_outage(error):
                await _start_anew()
            problem = CellScannerError().problem()
        return await finish(job_id, problem)
