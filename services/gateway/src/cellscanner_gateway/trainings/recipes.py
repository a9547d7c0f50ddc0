"""Trainings from a recipe that is sent with its pictures: for trainings prepared outside, by a program."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from cellscanner_shared.errors import InvalidRequest
from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.database import utc_now
from cellscanner_gateway.jobs.models import Job, JobKind
from cellscanner_gateway.jobs.queue import TRAIN, JobQueue
from cellscanner_gateway.jobs.service import Submission
from cellscanner_gateway.jobs.service import submit as submit_job
from cellscanner_gateway.models import repository as models
from cellscanner_gateway.models.ownership import own_model
from cellscanner_gateway.objects import repository as objects
from cellscanner_gateway.resources import Resources
from cellscanner_gateway.trainings.freeze import GIVEN_UP_AFTER
from cellscanner_gateway.trainings.models import Training
from cellscanner_gateway.trainings.schemas import RecipeIn


@dataclass(frozen=True)
class RecipeRequest:
    """A training as received: the recipe as sent, and the snapshot on disk."""

    recipe: dict[str, Any]
    snapshot: Path
    sha256: str

    @property
    def fingerprint(self) -> bytes:
        return repr((self.recipe, self.sha256)).encode()


def parse_recipe(text: str) -> dict[str, Any]:
    """The recipe as plain data; raises InvalidRequest unless it is an object with a usable name."""
    try:
        return RecipeIn.model_validate_json(text).model_dump()
    except ValidationError as error:
        reasons = "; ".join(f"{'.'.join(map(str, one['loc'])) or 'recipe'}: {one['msg']}" for one in error.errors())
        raise InvalidRequest(
            f"The field recipe is not a recipe in JSON: {reasons}.", reason="recipe-not-json", faults=reasons
        ) from error


async def submit(
    session: AsyncSession,
    queue: JobQueue,
    resources: Resources,
    user: Principal,
    request: RecipeRequest,
    idempotency_key: str | None,
) -> Job:
    """Keep the snapshot and make the job; both stay or neither does."""
    prefix = f"trainings/{uuid4()}/"
    async with resources.database.transaction() as early:
        objects.doom(early, prefix, utc_now() + GIVEN_UP_AFTER)
    key = f"{prefix}snapshot.zip"
    await asyncio.to_thread(resources.store.put_file, key, request.snapshot, "application/zip")
    submission = Submission(user.id, JobKind.TRAINING, TRAIN, request.fingerprint, idempotency_key)

    async def fill(job: Job) -> None:
        await objects.spare(session, [prefix])
        session.add(await _training(session, user, request, job, key))
        job.unit = "steps"

    return await submit_job(session, queue, submission, fill)


async def _training(session: AsyncSession, user: Principal, request: RecipeRequest, job: Job, key: str) -> Training:
    model = await own_model(session, user, str(request.recipe["name"]))
    return Training(
        id=job.id,
        owner_id=user.id,
        job_id=job.id,
        model_id=model.id,
        version=await models.reserve_version(session, model.id),
        recipe=request.recipe,
        snapshot=key,
        snapshot_sha256=request.sha256,
    )
