"""/predictions/{id}/differences"""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import JSONResponse

from cellscanner_gateway.auth.dependencies import CurrentUser
from cellscanner_gateway.differences import service
from cellscanner_gateway.differences.schemas import DifferencePage, DifferencesOut
from cellscanner_gateway.pagination import Cursor
from cellscanner_gateway.predictions.cells import decode_cursor, encode_cursor
from cellscanner_gateway.predictions.endpoints import CellLimit
from cellscanner_gateway.resources import CurrentResources
from cellscanner_gateway.responses import problems
from cellscanner_gateway.statistics.schemas import Labels

router = APIRouter(prefix="/predictions/{prediction_id}/differences", tags=["statistics"])


def asked(
    prediction_id: UUID,
    other: Annotated[UUID | None, Query(alias="with", description="Another prediction of the same pictures.")] = None,
    labels: Annotated[
        Labels, Query(description="`current`: the prediction against its own corrected labels, without `with`.")
    ] = "predicted",
) -> service.Question:
    """The two sides. Raises NothingToCompare."""
    return service.question(prediction_id, other, labels)


Asked = Annotated[service.Question, Depends(asked)]


@router.get("", response_model=DifferencesOut, responses=problems(404, 422))
async def get_differences(user: CurrentUser, resources: CurrentResources, asked: Asked) -> Response:
    """Two predictions on the pictures that both have, or a prediction and what people made of it, cell by cell.

    Cells are paired one to one, at an overlap (IoU) of at least 0.5, the best overlaps first, whatever their classes.
    """
    return Response(await service.answer(resources, user, asked), media_type="application/json")


@router.get("/{image_id}", response_model=DifferencePage, responses=problems(404, 409, 422))
async def list_differences(
    image_id: UUID,
    user: CurrentUser,
    resources: CurrentResources,
    asked: Asked,
    limit: CellLimit = 1000,
    cursor: Cursor = None,
) -> Response:
    """The cells of one picture as both sides have them, page by page; those that differ come first."""
    start = decode_cursor(cursor)
    items, more = await service.cells(resources, user, asked, image_id, start, start + limit)
    return JSONResponse({"items": items, "next_cursor": encode_cursor(start + limit) if more else None})
