"""Routes of readings, of their disagreements, and of the version that is decided from them."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response, status
from pydantic_core import to_json

from cellscanner_gateway.annotations import service as annotations
from cellscanner_gateway.annotations import views
from cellscanner_gateway.annotations.endpoints import Base, CurrentDesk
from cellscanner_gateway.annotations.schemas import AnnotationOut, StartIn
from cellscanner_gateway.annotations.whose import Whose
from cellscanner_gateway.auth.dependencies import CurrentUser
from cellscanner_gateway.database import Session
from cellscanner_gateway.pagination import Page
from cellscanner_gateway.readings import adjudication, service
from cellscanner_gateway.readings.schemas import AdjudicationIn, DisagreementsOut, ReadingOut
from cellscanner_gateway.responses import problems

router = APIRouter(tags=["readings"])
PATH = "/images/{image_id}/readings"
Side = Annotated[UUID | None, Query(description="A reading; the picture's own labels without it.")]


@router.get(PATH, operation_id="list_readings", responses=problems(404))
async def list_readings(image_id: UUID, user: CurrentUser, session: Session) -> Page[ReadingOut]:
    """Who has read the picture. The list is whole: `next_cursor` is always null."""
    return await service.of_image(session, user, image_id)


@router.get("/projects/{project_id}/readings", operation_id="list_project_readings", responses=problems(404))
async def list_project_readings(project_id: UUID, user: CurrentUser, session: Session) -> Page[ReadingOut]:
    """Who has read which picture of a project. The list is whole: `next_cursor` is always null."""
    return await service.of_project(session, user, project_id)


@router.post(
    PATH,
    operation_id="begin_reading",
    status_code=status.HTTP_201_CREATED,
    responses=problems(403, 404, 409, 422),
)
async def begin_reading(image_id: UUID, wanted: StartIn, user: CurrentUser, desk: CurrentDesk) -> ReadingOut:
    """Label a picture for yourself, from a prediction's cells or from nothing, one reading a person and picture.

    Its labels are read and changed by the routes of annotations with `?reading=`. Nobody else sees them until you hand
    them in, and until then you see no other labels of the picture.
    """
    return await service.begin(desk, user, image_id, wanted)


@router.post(f"{PATH}/{{reading_id}}/hand-in", operation_id="hand_in_reading", responses=problems(403, 404, 409))
async def hand_in_reading(image_id: UUID, reading_id: UUID, user: CurrentUser, session: Session) -> ReadingOut:
    """Show your reading to the others; it stays as it is from then on."""
    return await service.hand_in(session, user, Whose(image_id, reading_id))


@router.delete(
    f"{PATH}/{{reading_id}}",
    operation_id="delete_reading",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(403, 404),
)
async def delete_reading(image_id: UUID, reading_id: UUID, user: CurrentUser, session: Session) -> None:
    """Give up your reading before you hand it in. Any other one takes a reviewer."""
    await service.give_up(session, user, Whose(image_id, reading_id))


@router.get(
    "/images/{image_id}/disagreements",
    operation_id="list_disagreements",
    response_model=DisagreementsOut,
    responses=problems(404, 409, 422),
)
async def list_disagreements(
    image_id: UUID, user: CurrentUser, desk: CurrentDesk, first: Side = None, second: Side = None
) -> Response:
    """F1, Cohen's kappa and confusion of two people's labels, and every cell on which they differ.

    The list is whole: `next_cursor` is always null.
    """
    found = await adjudication.compare(desk, user, image_id, first, second)
    return Response(await asyncio.to_thread(to_json, found), media_type="application/json")


@router.post(
    "/images/{image_id}/adjudication",
    operation_id="adjudicate",
    response_model=AnnotationOut,
    responses=problems(403, 404, 409, 412, 422, 428),
)
async def adjudicate(
    image_id: UUID, wanted: AdjudicationIn, user: CurrentUser, desk: CurrentDesk, base: Base
) -> Response:
    """Make the picture's labels of two readings, with a decision on every disagreement. Takes a reviewer.

    The labels are `submitted` then, and their source names both readings and who gave them.
    """
    row = await adjudication.decide(desk, user, image_id, base, wanted)
    seen = await annotations.view(desk, user, Whose(image_id), row.revision)
    body = await asyncio.to_thread(lambda: to_json(views.annotation(seen)))
    return Response(body, media_type="application/json", headers={"ETag": f'"{seen.revision}"'})
