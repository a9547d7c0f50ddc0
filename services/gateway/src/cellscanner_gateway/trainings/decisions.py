"""The candidate of a training, accepted or discarded: `champion` moves here and by its alias, and nowhere else."""

from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.errors import Conflict
from cellscanner_gateway.models import repository as models
from cellscanner_gateway.models.builtin import CANDIDATE, CHAMPION
from cellscanner_gateway.trainings.errors import TrainingHasNoModel
from cellscanner_gateway.trainings.models import ACCEPTED, DISCARDED
from cellscanner_gateway.trainings.repository import TrainingRow


async def accept(session: AsyncSession, row: TrainingRow) -> None:
    """Let `champion` mean the training's version. Raises TrainingHasNoModel."""
    training = row.training
    await models.lock(session)
    if await models.find_version(session, training.model_id, training.version) is None:
        raise TrainingHasNoModel("The training has made no model, or its version was removed.")
    await models.set_alias(session, training.model_id, CHAMPION, training.version)
    await models.delete_alias_of(session, training.model_id, CANDIDATE, training.version)
    training.decision = ACCEPTED


async def discard(session: AsyncSession, row: TrainingRow) -> None:
    """Set the candidate aside; its version stays until it is removed. Raises Conflict for the champion."""
    training = row.training
    await models.lock(session)
    if await models.version_of_alias(session, training.model_id, CHAMPION) == training.version:
        raise Conflict(
            "This version is the champion. Let the alias champion mean another version first.",
            reason="version-is-champion",
        )
    await models.delete_alias_of(session, training.model_id, CANDIDATE, training.version)
    training.decision = DISCARDED
