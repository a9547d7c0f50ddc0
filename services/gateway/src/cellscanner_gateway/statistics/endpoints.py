"""/predictions/{id}/statistics"""

import math
from typing import Annotated
from uuid import UUID

from cellscanner_shared.errors import InvalidRequest
from fastapi import APIRouter, Depends, Query, Response

from cellscanner_gateway.auth.dependencies import CurrentUser
from cellscanner_gateway.resources import CurrentResources
from cellscanner_gateway.responses import problems
from cellscanner_gateway.statistics import service
from cellscanner_gateway.statistics.schemas import Labels, StatisticsOut

router = APIRouter(prefix="/predictions/{prediction_id}", tags=["statistics"])
_MOST_K = 50
_LARGEST_K = 1000


def wanted(
    k: Annotated[str, Query(description="Multiples of the mean target radius, separated by commas.")] = "2,4,6,8",
    labels: Annotated[Labels, Query(description="`current`: corrected labels where there are some.")] = "predicted",
    control: Annotated[str | None, Query(description="Test each group against this one instead of all pairs.")] = None,
) -> service.Wanted:
    """What a request asks for. Raises InvalidRequest for k that are no positive numbers."""
    try:
        ks = tuple(dict.fromkeys(float(one) for one in k.split(",")))
    except ValueError as error:
        raise InvalidRequest(
            "k is a list of numbers separated by commas, as in 2,4,6,8.", reason="k-not-a-list"
        ) from error
    if len(ks) > _MOST_K or any(not math.isfinite(one) or not 0 < one <= _LARGEST_K for one in ks):
        raise InvalidRequest(
            f"k takes up to {_MOST_K} numbers above 0 and up to {_LARGEST_K}.",
            reason="k-out-of-range",
            most=_MOST_K,
            largest=_LARGEST_K,
        )
    return service.Wanted(ks, labels, control)


WantedStatistics = Annotated[service.Wanted, Depends(wanted)]


@router.get("/statistics", response_model=StatisticsOut, responses=problems(404, 422))
async def get_statistics(
    prediction_id: UUID, user: CurrentUser, resources: CurrentResources, wanted: WantedStatistics
) -> Response:
    """Proportions, sizes, densities and effective scores of each picture, described and tested by group.

    Computed once and kept: the same question on the same cells, labels, groups and scales has the same bytes.
    """
    body = await service.answer(resources, user, prediction_id, wanted)
    return Response(body, media_type="application/json")
