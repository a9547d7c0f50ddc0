"""Routes of labelling together: reviews, presence, agreement, cells alike, what to label next; and of files."""

import asyncio
from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from cellscanner_shared.formats import FORMATS, Format
from fastapi import APIRouter, Query, Request, Response, status
from fastapi.responses import StreamingResponse

from cellscanner_gateway.annotations import exchange, presence, review, service, views
from cellscanner_gateway.annotations.agreement import agreement
from cellscanner_gateway.annotations.alike import alike
from cellscanner_gateway.annotations.cells_next import cells_to_check
from cellscanner_gateway.annotations.endpoints import PATH, Base, CurrentDesk, WhoseLabels, tag
from cellscanner_gateway.annotations.label_next import label_next
from cellscanner_gateway.annotations.schemas import (
    AgreementOut,
    AlikeIn,
    AlikeOut,
    CellsToCheck,
    ImportOut,
    LabelNextList,
    PresenceOut,
    ProjectPresenceOut,
    ReviewIn,
    ReviewOut,
    SimilarIn,
    SimilarOut,
)
from cellscanner_gateway.annotations.similar import similar
from cellscanner_gateway.annotations.whose import Whose
from cellscanner_gateway.auth.dependencies import CurrentUser
from cellscanner_gateway.database import Session
from cellscanner_gateway.pagination import Page
from cellscanner_gateway.responses import problems
from cellscanner_gateway.tools import Tools

router = APIRouter(tags=["annotations"])
RevisionNumber = Annotated[int, Query(ge=0, le=2**31 - 1)]
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_FILE: dict[int | str, dict[str, Any]] = {200: {"description": "The file", "content": {"*/*": _BINARY}}}
_ZIP: dict[int | str, dict[str, Any]] = {200: {"description": "The zip", "content": {"application/zip": _BINARY}}}
_IMPORT_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "format": {"type": "string", "enum": list(FORMATS), "description": "Else guessed."},
                    },
                }
            }
        },
    }
}


def _attachment(filename: str) -> dict[str, str]:
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(filename, safe='')}"}


@router.post(
    f"{PATH}/import",
    operation_id="import_annotation",
    responses=problems(400, 403, 404, 409, 412, 413, 422, 428),
    openapi_extra=_IMPORT_BODY,
)
async def import_annotation(
    image_id: UUID, request: Request, user: CurrentUser, desk: CurrentDesk, base: Base, response: Response
) -> ImportOut:
    """Replace the labels of a picture by those of a file: COCO, YOLO, Pascal VOC, labelme or GeoJSON."""
    imported = await exchange.take_in(desk, user, image_id, base, request)
    tag(response, imported.revision)
    return imported


@router.get(
    f"{PATH}/export",
    operation_id="export_annotation",
    response_class=Response,
    responses=problems(404, 409, 422) | _FILE,
)
async def export_annotation(
    image_id: UUID, user: CurrentUser, desk: CurrentDesk, form: Annotated[Format, Query(alias="format")]
) -> Response:
    """The labels of a picture as a file. YOLO numbers the classes from 0 in the annotation's order."""
    name, body = await exchange.give_out(desk, user, image_id, form)
    return Response(body, media_type=exchange.MEDIA_TYPES[form], headers=_attachment(name))


@router.get(
    "/projects/{project_id}/annotations/export",
    operation_id="export_annotations",
    response_class=StreamingResponse,
    responses=problems(404, 422) | _ZIP,
)
async def export_annotations(
    project_id: UUID, user: CurrentUser, desk: CurrentDesk, form: Annotated[Format, Query(alias="format")]
) -> StreamingResponse:
    """The labels of all labelled pictures of a project as a zip: a file a picture, or one for all in COCO."""
    chunks = await exchange.project_zip(desk, user, project_id, form)
    return StreamingResponse(chunks, media_type="application/zip", headers=_attachment(f"annotations-{form}.zip"))


@router.post(f"{PATH}/review", operation_id="review_annotation", responses=problems(403, 404, 409, 412, 422))
async def review_annotation(
    image_id: UUID,
    wanted: ReviewIn,
    user: CurrentUser,
    session: Session,
    base: Base,
    response: Response,
) -> ReviewOut:
    """Submit labels or reopen them (annotators), accept them or return them with a note (reviewers).

    `If-Match` is optional here. Accepted labels are reopened by reviewers.
    """
    done = await review.review(session, user, image_id, base, wanted)
    tag(response, done.revision)
    return done


@router.get(f"{PATH}/reviews", operation_id="list_reviews", responses=problems(404, 409))
async def list_reviews(image_id: UUID, user: CurrentUser, session: Session) -> Page[ReviewOut]:
    """Every step of the review, newest first. The list is whole: `next_cursor` is always null."""
    return await review.reviews(session, user, image_id)


@router.put(
    f"{PATH}/presence",
    operation_id="renew_presence",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(404),
)
async def renew_presence(image_id: UUID, user: CurrentUser, session: Session) -> None:
    """Say every 20 seconds that you have the picture open; a minute of silence means that you have not."""
    await presence.renew(session, user, image_id)


@router.get(f"{PATH}/presence", operation_id="list_presence", responses=problems(404))
async def list_presence(image_id: UUID, user: CurrentUser, session: Session) -> Page[PresenceOut]:
    """Who has the picture open. The list is whole: `next_cursor` is always null."""
    return await presence.present(session, user, image_id)


@router.get("/projects/{project_id}/presence", operation_id="list_project_presence", responses=problems(404))
async def list_project_presence(project_id: UUID, user: CurrentUser, session: Session) -> Page[ProjectPresenceOut]:
    """Who has which picture of a project open. The list is whole: `next_cursor` is always null."""
    return await presence.in_project(session, user, project_id)


@router.get(f"{PATH}/agreement", operation_id="get_agreement", responses=problems(404, 409, 422))
async def get_agreement(
    image_id: UUID, user: CurrentUser, desk: CurrentDesk, first: RevisionNumber, second: RevisionNumber
) -> AgreementOut:
    """How alike two revisions of a picture's labels are: F1 of the cells, Cohen's kappa of their classes."""
    one = await service.view(desk, user, Whose(image_id), first)
    other = await service.view(desk, user, Whose(image_id), second)
    counted = await asyncio.to_thread(agreement, one.content, other.content)
    numbers = views.agreement(counted, [*one.content.classes, *other.content.classes])
    return AgreementOut(first=first, second=second, **numbers)


@router.post(f"{PATH}/similar", operation_id="find_similar_cells", responses=problems(404, 409, 422))
async def find_similar_cells(
    whose: WhoseLabels, wanted: SimilarIn, user: CurrentUser, desk: CurrentDesk, tools: Tools
) -> SimilarOut:
    """Cells most like a chosen one, best first, by the embeddings of the model that the labels started from.

    Of a picture of many cells the nearest 2000 that are not known yet are compared, and more with each call.
    """
    return await similar(desk, tools, user, whose, wanted)


@router.get("/projects/{project_id}/label-next", operation_id="list_label_next", responses=problems(404, 422))
async def list_label_next(
    project_id: UUID,
    user: CurrentUser,
    desk: CurrentDesk,
    prediction_id: Annotated[UUID | None, Query(description="Else the project's newest prediction.")] = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 20,
) -> LabelNextList:
    """Pictures most worth correcting, best first, with the reasons as codes and values."""
    return await label_next(desk, user, project_id, prediction_id, limit)


@router.get("/projects/{project_id}/label-next/cells", operation_id="list_cells_to_check", responses=problems(404, 422))
async def list_cells_to_check(
    project_id: UUID,
    user: CurrentUser,
    desk: CurrentDesk,
    prediction_id: Annotated[UUID | None, Query(description="Else the project's newest prediction.")] = None,
    limit: Annotated[int, Query(ge=1, le=10_000)] = 100,
) -> CellsToCheck:
    """Predicted cells that nobody has changed or checked, those of which the model is least sure first."""
    return await cells_to_check(desk, user, project_id, prediction_id, limit)


@router.post("/predictions/{prediction_id}/similar", operation_id="find_alike_cells", responses=problems(404, 409, 422))
async def find_alike_cells(
    prediction_id: UUID, wanted: AlikeIn, user: CurrentUser, desk: CurrentDesk, tools: Tools
) -> AlikeOut:
    """Cells of the prediction's pictures, as they are labelled now, most like a chosen one, best first.

    Some thousand cells are described for the first time in one call, and kept; ask again while `compared` is below
    `cells`.
    """
    return await alike(desk, tools, user, prediction_id, wanted)
