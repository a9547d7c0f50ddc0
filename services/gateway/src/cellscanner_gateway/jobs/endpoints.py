"""/jobs"""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Response
from sse_starlette import EventSourceResponse

from cellscanner_gateway.auth.dependencies import CurrentUser
from cellscanner_gateway.database import Session
from cellscanner_gateway.jobs import repository, service
from cellscanner_gateway.jobs.events import follow
from cellscanner_gateway.jobs.models import Job
from cellscanner_gateway.jobs.schemas import JobOut, job_path
from cellscanner_gateway.pagination import Cursor, Limit, Page
from cellscanner_gateway.resources import CurrentResources
from cellscanner_gateway.responses import problems
from cellscanner_gateway.tools import Tools

router = APIRouter(prefix="/jobs", tags=["jobs"])
_HEARTBEAT_S = 15

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        description="The same key with the same request gives the same job; with another request it is refused.",
    ),
]


def accepted(job: Job, response: Response) -> JobOut:
    """The answer to what begins a job: the job, and its address in `Location`."""
    response.headers["Location"] = job_path(job.id)
    return JobOut.of(job)


@router.get("", responses=problems())
async def list_jobs(user: CurrentUser, session: Session, limit: Limit = 100, cursor: Cursor = None) -> Page[JobOut]:
    """Your jobs, newest first."""
    jobs, next_cursor = await repository.list_newest(session, user.id, limit=limit, cursor=cursor)
    return Page(items=[JobOut.of(job) for job in jobs], next_cursor=next_cursor)


@router.get("/{job_id}", responses=problems(404))
async def get_job(job_id: UUID, user: CurrentUser, session: Session) -> JobOut:
    """State, progress and, once it succeeded, the path of the result. Yours, or of a prediction in your projects."""
    return JobOut.of(await service.get(session, job_id, user.id))


@router.get(
    "/{job_id}/events",
    response_class=EventSourceResponse,
    responses={**problems(404), 200: {"content": {"text/event-stream": {}}, "description": "Server-sent events"}},
)
async def watch_job(job_id: UUID, user: CurrentUser, resources: CurrentResources, tools: Tools) -> EventSourceResponse:
    """Events `progress` with the job as data: at once, at every change, last when it has ended. Reconnect at will."""
    async with resources.database.transaction() as session:
        await service.get(session, job_id, user.id)
    return EventSourceResponse(follow(resources.database, tools.signals, job_id, user.id), ping=_HEARTBEAT_S)


@router.post("/{job_id}/cancel", responses=problems(403, 404))
async def cancel_job(job_id: UUID, user: CurrentUser, session: Session, tools: Tools) -> JobOut:
    """Cancel a queued or running job: your own, or as an owner of its project. One that has ended stays as it is."""
    return JobOut.of(await service.cancel(session, tools.queue, job_id, user))
