"""/trainings"""

from uuid import UUID

from cellscanner_shared.trainings import HeldOutPicture
from fastapi import APIRouter, Response

from cellscanner_gateway.audit import audit
from cellscanner_gateway.auth.dependencies import CurrentUser
from cellscanner_gateway.database import Session
from cellscanner_gateway.jobs.endpoints import IdempotencyKey, accepted
from cellscanner_gateway.jobs.schemas import JobOut
from cellscanner_gateway.models.schemas import ModelOut
from cellscanner_gateway.models.service import describe
from cellscanner_gateway.pagination import Cursor, Limit, Page
from cellscanner_gateway.resources import CurrentResources
from cellscanner_gateway.responses import problems
from cellscanner_gateway.tools import Tools
from cellscanner_gateway.trainings import decisions, held_out, repository, service, views
from cellscanner_gateway.trainings.examine import examine
from cellscanner_gateway.trainings.schemas import TrainingCheck, TrainingOut, TrainingRequest, TrainingSummary

router = APIRouter(prefix="/trainings", tags=["trainings"])


@router.post("", status_code=202, responses=problems(403, 404, 409, 422))
async def create_training(
    request: TrainingRequest,
    user: CurrentUser,
    session: Session,
    resources: CurrentResources,
    tools: Tools,
    response: Response,
    idempotency_key: IdempotencyKey = None,
) -> JobOut:
    """Train a model of your own from your labels, in the background. The training has the id of the job answered.

    Refused as `training-not-ready`, with everything that is missing, where `/trainings/check` would not say ready.
    """
    job = await service.submit(session, tools.queue, resources, user, request, idempotency_key)
    audit(session, "training submitted", user.id, job=str(job.id), model=request.name)
    return accepted(job, response)


@router.post("/check", responses=problems(403, 404, 409, 422))
async def check_training(request: TrainingRequest, user: CurrentUser, resources: CurrentResources) -> TrainingCheck:
    """What such a training would learn from, and everything that is in its way. Nothing is made."""
    return service.check(await examine(user, resources, request))


@router.get("", responses=problems())
async def list_trainings(
    user: CurrentUser, session: Session, project: UUID | None = None, limit: Limit = 50, cursor: Cursor = None
) -> Page[TrainingSummary]:
    """Your trainings, newest first, without their plans and curves."""
    rows, next_cursor = await repository.list_newest(session, user.id, project_id=project, limit=limit, cursor=cursor)
    return Page(items=[views.summary(row) for row in rows], next_cursor=next_cursor)


@router.get("/{training_id}", responses=problems(404))
async def get_training(training_id: UUID, user: CurrentUser, session: Session) -> TrainingOut:
    """What it makes, from what, its job, its curves, and its result beside the version before; readable at any time."""
    return views.whole(await service.get(session, training_id, user.id))


@router.get("/{training_id}/held-out/{image_id}", response_model=HeldOutPicture, responses=problems(404, 409))
async def get_held_out_picture(
    training_id: UUID, image_id: UUID, user: CurrentUser, resources: CurrentResources
) -> Response:
    """What the model before and the new version found in a picture of the hold-out, beside its true cells.

    There is one of each picture that the training's comparison names.
    """
    body = await held_out.read(resources, user, training_id, image_id)
    return Response(body, media_type="application/json")


@router.post("/{training_id}/accept", responses=problems(404, 409))
async def accept_training(training_id: UUID, user: CurrentUser, session: Session) -> ModelOut:
    """Let the alias `champion` of the model mean the version that this training made."""
    row = await service.get(session, training_id, user.id)
    await decisions.accept(session, row)
    audit(session, "training accepted", user.id, training=str(training_id), version=row.training.version)
    return await describe(session, user.id, row.model.owner, row.model.name)


@router.post("/{training_id}/discard", responses=problems(404, 409))
async def discard_training(training_id: UUID, user: CurrentUser, session: Session) -> TrainingOut:
    """Set aside what this training made. The champion stays what it is."""
    row = await service.get(session, training_id, user.id)
    await decisions.discard(session, row)
    audit(session, "training discarded", user.id, training=str(training_id), version=row.training.version)
    return views.whole(row)
