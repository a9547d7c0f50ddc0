"""/predictions"""

import asyncio
from typing import Annotated
from uuid import UUID

from cellscanner_shared.cells import CellTable
from fastapi import APIRouter, Header, Query, Response
from fastapi.responses import JSONResponse

from cellscanner_gateway.audit import audit
from cellscanner_gateway.auth.dependencies import CurrentUser
from cellscanner_gateway.database import Session
from cellscanner_gateway.jobs.endpoints import IdempotencyKey, accepted
from cellscanner_gateway.jobs.schemas import JobOut
from cellscanner_gateway.pagination import Cursor, Limit, Page
from cellscanner_gateway.predictions import repository, service, views
from cellscanner_gateway.predictions.cells import ARROW_MEDIA_TYPE, MOST_CELLS, decode_cursor, encode_cursor
from cellscanner_gateway.predictions.overlay import overlay_png
from cellscanner_gateway.predictions.schemas import CellPage, PredictionOut, PredictionRequest, PredictionSummary
from cellscanner_gateway.projects.service import get_project
from cellscanner_gateway.resources import CurrentResources
from cellscanner_gateway.responses import problems
from cellscanner_gateway.tools import Tools

router = APIRouter(prefix="/predictions", tags=["predictions"])
CellLimit = Annotated[int, Query(ge=1, le=MOST_CELLS, description="Most cells in one answer.")]


@router.post("", status_code=202, responses=problems(403, 404, 409, 422))
async def create_prediction(
    request: PredictionRequest,
    user: CurrentUser,
    session: Session,
    tools: Tools,
    response: Response,
    idempotency_key: IdempotencyKey = None,
) -> JobOut:
    """Predict pictures in the background. `Location` is the job; its `result`, once it succeeded, the prediction."""
    job = await service.submit(session, tools.queue, user, request, idempotency_key)
    audit(session, "prediction submitted", user.id, job=str(job.id), model=request.model)
    return accepted(job, response)


@router.get("", responses=problems(404))
async def list_predictions(
    user: CurrentUser, session: Session, project: UUID | None = None, limit: Limit = 50, cursor: Cursor = None
) -> Page[PredictionSummary]:
    """Predictions of your projects, newest first, without their pictures."""
    if project is not None:
        await get_project(session, user, project)
    found, next_cursor = await repository.list_newest(session, user.id, project_id=project, limit=limit, cursor=cursor)
    jobs = await repository.jobs_of(session, found)
    sums = await repository.sums_of(session, [one.id for one in found])
    items = [views.summary(one, jobs[one.job_id], sums.get(one.id, repository.Sums())) for one in found]
    return Page(items=items, next_cursor=next_cursor)


@router.get("/{prediction_id}", responses=problems(404))
async def get_prediction(prediction_id: UUID, user: CurrentUser, session: Session) -> PredictionOut:
    """Counts, warnings and each picture's result; readable while the job still runs."""
    prediction = await service.get(session, user, prediction_id)
    jobs = await repository.jobs_of(session, [prediction])
    return views.whole(prediction, jobs[prediction.job_id], await repository.pictures_of(session, [prediction.id]))


@router.delete("/{prediction_id}", status_code=204, responses=problems(403, 404))
async def delete_prediction(prediction_id: UUID, user: CurrentUser, session: Session, tools: Tools) -> None:
    """Remove a prediction, its job and its stored cells; a running job is cancelled. Takes its maker, or an owner."""
    await service.delete(session, tools.queue, user, prediction_id)
    audit(session, "prediction deleted", user.id, subject=str(prediction_id))


@router.get(
    "/{prediction_id}/images/{image_id}/cells",
    response_model=CellPage,
    responses={**problems(404, 409), 200: {"content": {ARROW_MEDIA_TYPE: {}}}},
)
async def list_cells(
    prediction_id: UUID,
    image_id: UUID,
    user: CurrentUser,
    resources: CurrentResources,
    limit: CellLimit = 1000,
    cursor: Cursor = None,
    accept: Annotated[str | None, Header(include_in_schema=False)] = None,
) -> Response:
    """Cells of one picture, page by page. With `Accept: application/vnd.apache.arrow.file`, all at once as a table."""
    async with resources.database.transaction() as session:
        await service.get_result(session, user, prediction_id, image_id)
    body = await service.read_cells(resources, prediction_id, image_id)
    if accept is not None and ARROW_MEDIA_TYPE in accept:
        return Response(body, media_type=ARROW_MEDIA_TYPE)
    start = decode_cursor(cursor)
    return await asyncio.to_thread(_page, body, start, start + limit)


@router.get(
    "/{prediction_id}/images/{image_id}/overlay.png",
    response_class=Response,
    responses={**problems(404, 409), 200: {"content": {"image/png": {}}, "description": "The picture with its boxes"}},
)
async def get_overlay(
    prediction_id: UUID, image_id: UUID, user: CurrentUser, resources: CurrentResources, tools: Tools
) -> Response:
    """The picture with its boxes: pink a target, grey a normal cell, green one whose class the classifier changed."""
    async with resources.database.transaction() as session:
        prediction, picture = await service.get_result(session, user, prediction_id, image_id)
    body = await overlay_png(resources, tools.room, prediction, picture.image)
    return Response(body, media_type="image/png", headers={"Cache-Control": "private, max-age=86400, immutable"})


def _page(body: bytes, start: int, stop: int) -> Response:
    table = CellTable.from_arrow_bytes(body)
    cells = table.take(slice(start, stop)).to_cells()
    return JSONResponse({"items": cells, "next_cursor": encode_cursor(stop) if stop < len(table) else None})
