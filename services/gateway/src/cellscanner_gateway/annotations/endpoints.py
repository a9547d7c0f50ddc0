"""Routes of annotations: the labels of a picture, their changes and their history."""

import asyncio
from typing import Annotated
from uuid import UUID

from cellscanner_shared.errors import InvalidRequest
from fastapi import APIRouter, Depends, Header, Query, Response
from pydantic_core import to_json
from starlette.requests import HTTPConnection

from cellscanner_gateway.annotations import editing, history, service, views
from cellscanner_gateway.annotations.commits import Desk
from cellscanner_gateway.annotations.schemas import (
    AnnotationIn,
    AnnotationOut,
    AnnotationSummary,
    OperationsIn,
    OperationsOut,
    OperationsSince,
    RevisionOut,
    StartIn,
    State,
)
from cellscanner_gateway.annotations.whose import Whose
from cellscanner_gateway.auth.dependencies import CurrentUser
from cellscanner_gateway.database import Session
from cellscanner_gateway.pagination import Cursor, Limit, Page
from cellscanner_gateway.responses import problems

router = APIRouter(tags=["annotations"])
PATH = "/images/{image_id}/annotation"


def get_desk(connection: HTTPConnection) -> Desk:
    desk: Desk = connection.app.state.annotation_desk
    return desk


def base_revision(
    if_match: Annotated[
        str | None, Header(description='The revision that was changed, as `ETag` gave it: `"7"`.')
    ] = None,
) -> int | None:
    """The revision of `If-Match`, None without one. Raises InvalidRequest for what is no revision."""
    if if_match is None:
        return None
    number = if_match.strip().removeprefix("W/").strip('"')
    if not number.isdecimal() or len(number) > 9:
        raise InvalidRequest('If-Match is a revision in quotes, for example "7".', reason="if-match-malformed")
    return int(number)


def whose_labels(
    image_id: UUID,
    reading: Annotated[UUID | None, Query(description="A reading of this picture, instead of its own labels.")] = None,
) -> Whose:
    return Whose(image_id, reading)


CurrentDesk = Annotated[Desk, Depends(get_desk)]
WhoseLabels = Annotated[Whose, Depends(whose_labels)]
Base = Annotated[int | None, Depends(base_revision)]
Revision = Annotated[int | None, Query(ge=0, le=2**31 - 1, description="An old revision; else the current one.")]


def tag(response: Response, revision: int) -> None:
    response.headers["ETag"] = f'"{revision}"'


async def _show(desk: Desk, user: CurrentUser, whose: Whose, revision: int | None) -> Response:
    seen = await service.view(desk, user, whose, revision)
    body = await asyncio.to_thread(lambda: to_json(views.annotation(seen)))
    return Response(body, media_type="application/json", headers={"ETag": f'"{seen.revision}"'})


@router.get(PATH, operation_id="get_annotation", response_model=AnnotationOut, responses=problems(404, 409))
async def get_annotation(
    whose: WhoseLabels, user: CurrentUser, desk: CurrentDesk, revision: Revision = None
) -> Response:
    """The labels of a picture; of one nobody labelled, revision 0 without cells. `ETag` is the revision."""
    return await _show(desk, user, whose, revision)


@router.put(
    PATH, operation_id="put_annotation", response_model=AnnotationOut, responses=problems(403, 404, 409, 412, 428)
)
async def put_annotation(
    whose: WhoseLabels, wanted: AnnotationIn, user: CurrentUser, desk: CurrentDesk, base: Base
) -> Response:
    """Replace all labels of a picture."""
    row = await editing.put(desk, user, whose, base, wanted)
    return await _show(desk, user, whose, row.revision)


@router.post(
    f"{PATH}/start",
    operation_id="start_annotation",
    response_model=AnnotationOut,
    responses=problems(403, 404, 409, 412, 428),
)
async def start_annotation(
    whose: WhoseLabels, wanted: StartIn, user: CurrentUser, desk: CurrentDesk, base: Base
) -> Response:
    """Begin from a prediction's cells, or from nothing. What was there before stays in the history."""
    row = await editing.start(desk, user, whose, base, wanted)
    return await _show(desk, user, whose, row.revision)


@router.post(f"{PATH}/operations", operation_id="apply_operations", responses=problems(403, 404, 409, 412, 428))
async def apply_operations(
    whose: WhoseLabels, batch: OperationsIn, user: CurrentUser, desk: CurrentDesk, base: Base, response: Response
) -> OperationsOut:
    """Apply small changes in order, each all or nothing. The same batch again answers as before and changes nothing."""
    row = await editing.operate(desk, user, whose, base, batch)
    tag(response, row.revision)
    return OperationsOut.model_validate({"revision": row.revision, "skipped": row.skipped})


@router.get(f"{PATH}/operations", operation_id="list_operations", responses=problems(404, 409))
async def list_operations(
    whose: WhoseLabels,
    user: CurrentUser,
    desk: CurrentDesk,
    since: Annotated[int, Query(ge=0, le=2**31 - 1, description="The revision the reader has.")],
    limit: Annotated[int, Query(ge=1, le=100, description="Most revisions in one answer.")] = 100,
    cursor: Cursor = None,
) -> Page[OperationsSince]:
    """What has happened since a revision, oldest first: to apply one's own unsent operations on top of."""
    return await history.operations_since(desk, user, whose, since, limit, cursor)


@router.get(f"{PATH}/revisions", operation_id="list_revisions", responses=problems(404, 409))
async def list_revisions(
    whose: WhoseLabels, user: CurrentUser, session: Session, limit: Limit = 100, cursor: Cursor = None
) -> Page[RevisionOut]:
    """Who changed what and when, newest first."""
    return await history.revisions(session, user, whose, limit, cursor)


@router.get("/projects/{project_id}/annotations", operation_id="list_annotations", responses=problems(404, 422))
async def list_annotations(
    project_id: UUID,
    user: CurrentUser,
    session: Session,
    state: Annotated[State | None, Query(description="Only labels at this step of the review.")] = None,
) -> Page[AnnotationSummary]:
    """Every labelled picture of a project without its cells. The list is whole: `next_cursor` is always null."""
    return await history.of_project(session, user, project_id, state)
