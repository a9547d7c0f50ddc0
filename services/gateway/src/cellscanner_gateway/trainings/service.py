"""Rules of trainings: a user trains models of their own; what is sent is kept until the training is removed."""

import asyncio
import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from cellscanner_shared.errors import InvalidRequest, NotFound
from cellscanner_shared.packages.reference import NAME_PATTERN
from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.database import utc_now
from cellscanner_gateway.errors import Conflict
from cellscanner_gateway.jobs.models import Job, JobKind
from cellscanner_gateway.jobs.queue import TRAIN, JobQueue
from cellscanner_gateway.jobs.service import Submission
from cellscanner_gateway.jobs.service import submit as submit_job
from cellscanner_gateway.models import repository as models
from cellscanner_gateway.models.models import RegisteredModel
from cellscanner_gateway.objects import repository as objects
from cellscanner_gateway.resources import Resources
from cellscanner_gateway.trainings import repository
from cellscanner_gateway.trainings.models import Training
from cellscanner_gateway.trainings.schemas import RecipeIn

# A snapshot without its row after this long belongs to a request that was cut short.
_GIVEN_UP_AFTER = timedelta(hours=6)
_BUILT_IN_OWNER = "base"


@dataclass(frozen=True)
class Request:
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
        raise InvalidRequest(f"The field recipe is not a recipe in JSON: {reasons}.") from error


async def submit(
    session: AsyncSession,
    queue: JobQueue,
    resources: Resources,
    user: Principal,
    request: Request,
    idempotency_key: str | None,
) -> Job:
    """Keep the snapshot and make the job; both stay or neither does."""
    prefix = f"trainings/{uuid4()}/"
    async with resources.database.transaction() as early:
        objects.doom(early, prefix, utc_now() + _GIVEN_UP_AFTER)
    key = f"{prefix}snapshot.zip"
    await asyncio.to_thread(resources.store.put_file, key, request.snapshot, "application/zip")
    submission = Submission(user.id, JobKind.TRAINING, TRAIN, request.fingerprint, idempotency_key)

    async def fill(job: Job) -> None:
        await objects.spare(session, [prefix])
        session.add(await _training(session, user, request, job, key))
        job.unit = "steps"

    return await submit_job(session, queue, submission, fill)


async def get(session: AsyncSession, training_id: UUID, owner_id: UUID) -> tuple[Training, RegisteredModel, Job]:
    """A user's training; NotFound for anybody else's."""
    found = await repository.find(session, training_id, owner_id)
    if found is None:
        raise NotFound("There is no such training.")
    return found


async def _training(session: AsyncSession, user: Principal, request: Request, job: Job, key: str) -> Training:
    await models.lock(session)
    model = await _own_model(session, user, str(request.recipe["name"]))
    return Training(
        id=job.id,
        owner_id=user.id,
        job_id=job.id,
        model_id=model.id,
        version=await repository.next_version(session, model.id),
        recipe=request.recipe,
        snapshot=key,
        snapshot_sha256=request.sha256,
    )


async def _own_model(session: AsyncSession, user: Principal, name: str) -> RegisteredModel:
    owner = owner_name(user)
    model = await models.find_any_model(session, owner, name)
    if model is None:
        model = RegisteredModel(owner=owner, name=name, owner_id=user.id)
        session.add(model)
        await session.flush()
    if model.owner_id != user.id:
        raise Conflict(f"The model {owner}/{name} belongs to somebody else.")
    return model


def owner_name(user: Principal) -> str:
    """The first part of the names of a user's models: the user name where it can stand there, else one from the id."""
    name = user.username.lower()
    usable = re.fullmatch(NAME_PATTERN, name) is not None and name != _BUILT_IN_OWNER
    return name if usable else f"user-{user.id.hex[:12]}"
