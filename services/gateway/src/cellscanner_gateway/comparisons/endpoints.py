"""/comparisons"""

from uuid import UUID

from fastapi import APIRouter, Response

from cellscanner_gateway.audit import audit
from cellscanner_gateway.auth.dependencies import CurrentUser
from cellscanner_gateway.comparisons import service
from cellscanner_gateway.comparisons.schemas import (
    ComparisonOut,
    ComparisonRequest,
    ComparisonStarted,
    ComparisonSummary,
)
from cellscanner_gateway.database import Session
from cellscanner_gateway.jobs.endpoints import IdempotencyKey
from cellscanner_gateway.pagination import Cursor, Limit, Page
from cellscanner_gateway.resources import CurrentResources
from cellscanner_gateway.responses import problems
from cellscanner_gateway.tools import Tools

router = APIRouter(prefix="/comparisons", tags=["comparisons"])


@router.post("", status_code=202, responses=problems(403, 404, 409, 422))
async def create_comparison(
    request: ComparisonRequest,
    user: CurrentUser,
    session: Session,
    resources: CurrentResources,
    tools: Tools,
    response: Response,
    idempotency_key: IdempotencyKey = None,
) -> ComparisonStarted:
    """Train every combination of the grid on one snapshot, in the background; trainers share them through the queue.

    The versions become neither candidate nor champion; accept the training of the one to keep.
    """
    started = await service.submit(session, tools.queue, resources, user, request, idempotency_key)
    audit(session, "comparison submitted", user.id, comparison=str(started.id), trainings=len(started.trainings))
    response.headers["Location"] = f"/api/v1/comparisons/{started.id}"
    return started


@router.get("", responses=problems())
async def list_comparisons(
    user: CurrentUser, session: Session, limit: Limit = 50, cursor: Cursor = None
) -> Page[ComparisonSummary]:
    """Your comparisons, newest first, without their tables."""
    items, next_cursor = await service.list_newest(session, user.id, limit=limit, cursor=cursor)
    return Page(items=items, next_cursor=next_cursor)


@router.get("/{comparison_id}", responses=problems(404))
async def get_comparison(comparison_id: UUID, user: CurrentUser, session: Session) -> ComparisonOut:
    """The table of a comparison: settings, job, metrics and curves of each combination; readable while it runs."""
    return await service.get(session, comparison_id, user.id)
