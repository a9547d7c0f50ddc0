"""The work on one picture: fetch, recognise, store the cells, write the counts. Safe to repeat at any point."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar
from uuid import UUID

from cellscanner_shared.errors import CellScannerError
from cellscanner_shared.version import SOFTWARE_VERSION
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.images.models import Image
from cellscanner_gateway.jobs import repository as jobs
from cellscanner_gateway.models.service import handle
from cellscanner_gateway.pipeline.errors import ModelRefused
from cellscanner_gateway.pipeline.handle import ModelHandle
from cellscanner_gateway.pipeline.picture import recognise_file
from cellscanner_gateway.pipeline.recognise import Progress, Recognition, Services
from cellscanner_gateway.pipeline.scale import Magnification
from cellscanner_gateway.predictions import repository
from cellscanner_gateway.predictions.errors import PictureGivenUp
from cellscanner_gateway.predictions.models import ImageState
from cellscanner_gateway.predictions.objects import cells_key
from cellscanner_gateway.resources import Resources
from cellscanner_gateway.trainings.likeness import hash_picture
from cellscanner_gateway.trainings.repository import hashes_of, keep_hashes
from cellscanner_gateway.worker.patience import is_outage, patiently, show_stage, transact

_LOG = logging.getLogger(__name__)
T = TypeVar("T")
# A picture that was begun this often and never ended has ended its worker each time.
_MOST_ATTEMPTS = 8
_MANY_TILES = 16


@dataclass(frozen=True)
class Task:
    """One picture of one prediction, read once at the beginning of its step."""

    prediction_id: UUID
    job_id: UUID
    image: Image
    model: ModelHandle
    confidence: float
    attempt: int


class PictureWork:
    """Runs single pictures; keeps what outlives one: the parsed manifests of model versions."""

    def __init__(self, resources: Resources, services: Services) -> None:
        self._resources = resources
        self._services = services
        self._models: dict[UUID | None, ModelHandle] = {}

    async def run(self, job_id: UUID, image_id: UUID) -> bool:
        """Bring one picture to its result; False where the job has ended or the picture is gone.

        Whatever is wrong with the picture becomes its problem. Raises ModelRefused, which concerns the whole job.
        """
        task = await self._database(lambda session: self._load(session, job_id, image_id))
        if task is None:
            return await self._database(lambda session: jobs.is_live(session, job_id))
        try:
            values = await self._recognise(task)
        except ModelRefused:
            raise
        except CellScannerError as error:
            values = _failure(error)
        except Exception as error:  # the edge of a picture: the others go on
            if is_outage(error):
                raise
            _LOG.error("picture %s failed", image_id, exc_info=error)
            values = _failure(CellScannerError())
        await self._finish(task, values)
        return True

    async def _load(self, session: AsyncSession, job_id: UUID, image_id: UUID) -> Task | None:
        prediction = await repository.find_by_job(session, job_id)
        if prediction is None or not await jobs.is_live(session, job_id):
            return None
        attempt = await repository.start_attempt(session, prediction.id, image_id)
        picture = await repository.find_picture(session, prediction.id, image_id)
        if attempt == 0 or picture is None:
            return None
        model = await self._model(session, prediction.model_version_id)
        return Task(prediction.id, job_id, picture.image, model, prediction.confidence, attempt)

    async def _model(self, session: AsyncSession, version_id: UUID | None) -> ModelHandle:
        if version_id not in self._models:
            version = await repository.find_model_version(session, version_id)
            if version is None:
                raise ModelRefused("The model version of this job is not registered any more.", reason="model-gone")
            self._models[version_id] = handle(version)
        return self._models[version_id]

    async def _recognise(self, task: Task) -> dict[str, Any]:
        if task.attempt > _MOST_ATTEMPTS:
            raise PictureGivenUp(f"Recognition ended the worker {_MOST_ATTEMPTS} times.", attempts=_MOST_ATTEMPTS)
        recognition, magnification = await patiently(
            lambda: self._recognise_once(task), lambda: self._show_stage(task.job_id, "waiting")
        )
        body = await asyncio.to_thread(recognition.table.to_arrow_bytes)
        key = cells_key(task.prediction_id, task.image.id)
        await patiently(lambda: asyncio.to_thread(self._resources.store.put_bytes, key, body))
        return _success(task, recognition, magnification)

    async def _recognise_once(self, task: Task) -> tuple[Recognition, Magnification]:
        await self._show_stage(task.job_id, "recognising")
        with TemporaryDirectory(dir=self._resources.scratch) as folder:
            path = Path(folder) / "original"
            await asyncio.to_thread(self._resources.store.get_file, task.image.original_key, path)
            await self._hash(task.image, path)
            async with self.reporting(task.job_id) as progress:
                return await recognise_file(
                    path,
                    task.image.page,
                    scale_of(task.image),
                    task.model,
                    task.confidence,
                    self._services,
                    progress,
                )

    async def _hash(self, image: Image, path: Path) -> None:
        """Keep the picture's perceptual hash, by which its near-duplicates are found when the job ends."""
        if not await self._database(lambda session: hashes_of(session, [image.id])):
            dhash = await asyncio.to_thread(hash_picture, path, image.page)
            await self._database(lambda session: keep_hashes(session, {image.id: dhash}))

    @asynccontextmanager
    async def reporting(self, job_id: UUID, every_s: float = 2.0) -> AsyncIterator[Progress]:
        """Where a picture has many tiles, show every few seconds how many are done, as the job's stage."""
        tiles = (0, 0)

        def note(done: int, total: int) -> None:
            nonlocal tiles
            tiles = done, total

        async def report() -> None:
            shown = tiles
            while True:
                await asyncio.sleep(every_s)
                if tiles != shown and tiles[1] >= _MANY_TILES:
                    shown = tiles
                    await self._show_stage(job_id, f"tile {shown[0]}/{shown[1]}")

        reporter = asyncio.create_task(report())
        try:
            yield note
        finally:
            reporter.cancel()
            await asyncio.wait({reporter})

    async def _show_stage(self, job_id: UUID, stage: str) -> None:
        await show_stage(self._resources.database, job_id, stage)

    async def _finish(self, task: Task, values: dict[str, Any]) -> None:
        async def write(session: AsyncSession) -> bool:
            return await repository.finish_picture(session, task.prediction_id, task.image.id, **values)

        if not await self._database(write):
            # Deleted meanwhile: nothing of it may stay behind.
            key = cells_key(task.prediction_id, task.image.id)
            await patiently(lambda: asyncio.to_thread(self._resources.store.delete, key))

    async def _database(self, query: Callable[[AsyncSession], Awaitable[T]]) -> T:
        return await transact(self._resources.database, query)


def scale_of(image: Image) -> tuple[float | None, str | None]:
    """Micrometres per pixel and who stated it."""
    return image.micrometers_per_pixel, image.scale_source


def _success(task: Task, recognition: Recognition, magnification: Magnification) -> dict[str, Any]:
    return {
        "state": ImageState.SUCCEEDED.value,
        "counts": recognition.table.counts(task.model.class_names),
        "corrected": recognition.corrected,
        "warnings": [notice.as_json() for notice in recognition.notices],
        "magnification": magnification.as_json(),
        "analysed_megapixels": recognition.analysed_megapixels,
        "left_out": [list(part) for part in recognition.left_out],
        "software_version": SOFTWARE_VERSION,
    }


def _failure(error: CellScannerError) -> dict[str, Any]:
    return {"state": ImageState.FAILED.value, "problem": error.problem(), "software_version": SOFTWARE_VERSION}
