"""Rules of predictions: which pictures, which version, where the result is."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from cellscanner_shared.errors import InvalidRequest, NotFound
from cellscanner_shared.version import SOFTWARE_VERSION
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.images import repository as images
from cellscanner_gateway.images.models import Image
from cellscanner_gateway.jobs.models import TERMINAL_STATES, Job, JobKind
from cellscanner_gateway.jobs.queue import PREDICT, JobQueue
from cellscanner_gateway.jobs.service import Submission
from cellscanner_gateway.jobs.service import submit as submit_job
from cellscanner_gateway.models.models import ModelVersion
from cellscanner_gateway.models.service import resolve
from cellscanner_gateway.predictions import repository
from cellscanner_gateway.predictions.errors import NoPictures, ResultNotReady
from cellscanner_gateway.predictions.models import ImageState, Prediction, PredictionImage
from cellscanner_gateway.predictions.objects import cells_key
from cellscanner_gateway.predictions.repository import Picture
from cellscanner_gateway.predictions.schemas import PredictionRequest
from cellscanner_gateway.projects.access import demand_each, demand_maker
from cellscanner_gateway.projects.models import Role
from cellscanner_gateway.projects.service import get_project
from cellscanner_gateway.resources import Resources


async def submit(
    session: AsyncSession, queue: JobQueue, user: Principal, request: PredictionRequest, idempotency_key: str | None
) -> Job:
    """Make the job of a prediction. The alias becomes a version here; what is submitted does not change any more."""
    submission = make_submission(user, request.model_dump_json().encode(), idempotency_key)

    async def fill(job: Job) -> None:
        version = await resolve(session, user.id, request.model)
        await add_prediction(session, job, version, await _pictures(session, user, request), request.confidence)

    return await submit_job(session, queue, submission, fill)


def make_submission(user: Principal, fingerprint: bytes, idempotency_key: str | None) -> Submission:
    return Submission(user.id, JobKind.PREDICTION, PREDICT, fingerprint, idempotency_key)


async def add_prediction(
    session: AsyncSession, job: Job, version: ModelVersion, pictures: Sequence[Image], confidence: float
) -> None:
    """The rows of a prediction: itself, and one for each picture."""
    projects = {image.project_id for image in pictures}
    prediction = Prediction(
        owner_id=job.owner_id,
        project_id=projects.pop() if len(projects) == 1 else None,
        job_id=job.id,
        model_version_id=version.id,
        model="{owner}/{name}@{version}".format_map(version.manifest),
        confidence=confidence,
        software_version=SOFTWARE_VERSION,
        classes=version.manifest["classes"],
    )
    session.add(prediction)
    await session.flush()
    session.add_all(
        PredictionImage(prediction_id=prediction.id, image_id=image.id, position=position)
        for position, image in enumerate(pictures)
    )
    job.total = len(pictures)


async def _pictures(session: AsyncSession, user: Principal, request: PredictionRequest) -> Sequence[Image]:
    if (request.image_ids is None) == (request.project is None):
        raise InvalidRequest("Name either image_ids or a project.", reason="name-pictures-or-project")
    if request.project is not None:
        project = await get_project(session, user, request.project, Role.ANNOTATOR)
        found = await repository.images_of_project(session, project.id)
        if not found:
            raise NoPictures("The project has no pictures yet.")
        return found
    wanted = list(dict.fromkeys(request.image_ids or []))
    known = {image.id: image for image in await images.find_images(session, user.id, wanted)}
    missing = [str(image_id) for image_id in wanted if image_id not in known]
    if missing:
        raise NotFound(
            f"There is no such picture: {', '.join(missing[:10])}.", image_ids=missing, reason="no-such-pictures"
        )
    await demand_each(session, user, {image.project_id for image in known.values()}, Role.ANNOTATOR)
    return [known[image_id] for image_id in wanted]


async def get(session: AsyncSession, user: Principal, prediction_id: UUID) -> Prediction:
    """A prediction that the user may see. Raises NotFound for any other."""
    prediction = await repository.find(session, prediction_id, user.id)
    if prediction is None:
        raise NotFound("There is no such prediction.", reason="no-such-prediction")
    return prediction


async def get_result(
    session: AsyncSession, user: Principal, prediction_id: UUID, image_id: UUID
) -> tuple[Prediction, Picture]:
    """A picture's result that has cells. Raises NotFound, or ResultNotReady while and where there are none."""
    prediction = await get(session, user, prediction_id)
    picture = await repository.find_picture(session, prediction.id, image_id)
    if picture is None:
        raise NotFound("This prediction has no such picture.", reason="picture-not-in-prediction")
    if picture.result.state == ImageState.FAILED:
        raise ResultNotReady(
            "The picture could not be recognised.", problem=picture.result.problem, reason="picture-failed"
        )
    if picture.result.state != ImageState.SUCCEEDED:
        raise ResultNotReady("The picture has not been recognised yet; follow the job.", reason="picture-not-done")
    return prediction, picture


async def read_cells(resources: Resources, prediction_id: UUID, image_id: UUID) -> bytes:
    """The stored table of a picture's cells, an Arrow file."""
    return await asyncio.to_thread(resources.store.get_bytes, cells_key(prediction_id, image_id))


async def delete(session: AsyncSession, queue: JobQueue, user: Principal, prediction_id: UUID) -> None:
    """Remove a prediction and its job, ended or not; its stored cells go soon after. Raises NotFound, RoleTooLow."""
    prediction = await get(session, user, prediction_id)
    if prediction.project_id is not None:
        await demand_maker(session, user, prediction.project_id, prediction.owner_id)
    job = (await repository.jobs_of(session, [prediction]))[prediction.job_id]
    if job.state not in TERMINAL_STATES and job.workflow_id is not None:
        await queue.cancel(job.workflow_id)
    # Its pictures go with it, and then, by a trigger, its job: the order in which a worker locks them.
    await session.delete(prediction)
