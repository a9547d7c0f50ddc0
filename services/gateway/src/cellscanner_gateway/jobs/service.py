"""Rules of jobs: made once for one Idempotency-Key, cancelled at any time before they end."""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from cellscanner_shared.errors import NotFound
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.jobs import repository
from cellscanner_gateway.jobs.errors import IdempotencyKeyReused
from cellscanner_gateway.jobs.models import Job, JobKind, JobState
from cellscanner_gateway.jobs.queue import JobQueue, Workflow
from cellscanner_gateway.projects.access import demand
from cellscanner_gateway.projects.models import Role


@dataclass(frozen=True)
class Submission:
    """A request for a job: whose, what, under which key. `fingerprint` is all that makes the request what it is."""

    owner_id: UUID
    kind: JobKind
    workflow: Workflow
    fingerprint: bytes
    idempotency_key: str | None = None

    @property
    def request_sha256(self) -> str:
        return hashlib.sha256(self.fingerprint).hexdigest()


async def find_earlier(session: AsyncSession, submission: Submission) -> Job | None:
    """The job this very request made before; raises IdempotencyKeyReused where the key made another one."""
    if submission.idempotency_key is None:
        return None
    job = await repository.find_by_key(session, submission.owner_id, submission.idempotency_key)
    if job is not None and job.request_sha256 != submission.request_sha256:
        raise IdempotencyKeyReused("This Idempotency-Key was sent with another request; use a new one.")
    return job


async def submit(
    session: AsyncSession, queue: JobQueue, submission: Submission, fill: Callable[[Job], Awaitable[None]]
) -> Job:
    """Make and enqueue a job, or return the one that the same request made before.

    `fill` adds what belongs to the job; rows and queue entry are committed together when the request ends.
    """
    earlier = await find_earlier(session, submission)
    if earlier is not None:
        return earlier
    job = Job(
        owner_id=submission.owner_id,
        kind=submission.kind.value,
        idempotency_key=submission.idempotency_key,
        request_sha256=submission.request_sha256,
    )
    try:
        async with session.begin_nested():
            session.add(job)
    except IntegrityError:
        # The same request came twice at once and the other was first.
        twin = await find_earlier(session, submission)
        if twin is None:
            raise
        return twin
    await fill(job)
    job.workflow_id = await queue.enqueue(session, submission.workflow, job.id)
    await session.flush()
    return job


async def get(session: AsyncSession, job_id: UUID, user_id: UUID) -> Job:
    job = await repository.find(session, job_id, user_id)
    if job is None:
        raise NotFound("There is no such job.", reason="no-such-job")
    return job


async def cancel(session: AsyncSession, queue: JobQueue, job_id: UUID, user: Principal) -> Job:
    """Cancel a queued or running job. Asking again, or too late, changes nothing and answers the job as it is.

    A job of somebody else takes an owner of its project. Raises NotFound, RoleTooLow.
    """
    job = await get(session, job_id, user.id)
    project_id = await repository.project_of(session, job_id)
    if job.owner_id != user.id and project_id is not None:
        await demand(session, user, project_id, Role.OWNER)
    if await repository.end(session, job_id, JobState.CANCELLED) and job.workflow_id is not None:
        await queue.cancel(job.workflow_id)
    await session.refresh(job)
    return job
