"""Every query on the model registry. A user sees the built-in models and their own."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, delete, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.jobs.models import TERMINAL_STATES, Job
from cellscanner_gateway.models.models import ModelAlias, ModelVersion, RegisteredModel
from cellscanner_gateway.models.names import ModelName
from cellscanner_gateway.predictions.models import Prediction
from cellscanner_gateway.trainings.models import Training

# Any constant will do, as long as nothing else takes it: "CSRG" in ASCII.
_REGISTRY_LOCK = 0x43535247


def _visible(user_id: UUID) -> ColumnElement[bool]:
    return or_(RegisteredModel.owner_id.is_(None), RegisteredModel.owner_id == user_id)


async def lock(session: AsyncSession) -> None:
    """One registration at a time, until the transaction ends."""
    await session.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _REGISTRY_LOCK})


async def list_models(session: AsyncSession, user_id: UUID) -> Sequence[RegisteredModel]:
    """Built-in models first, then by name."""
    statement = select(RegisteredModel).where(_visible(user_id))
    order = (RegisteredModel.owner_id.is_not(None), RegisteredModel.owner, RegisteredModel.name)
    return (await session.scalars(statement.order_by(*order))).all()


async def find_model(session: AsyncSession, user_id: UUID, owner: str, name: str) -> RegisteredModel | None:
    statement = select(RegisteredModel).where(RegisteredModel.owner == owner, RegisteredModel.name == name)
    return await session.scalar(statement.where(_visible(user_id)))


async def find_any_model(session: AsyncSession, owner: str, name: str) -> RegisteredModel | None:
    """Whoever owns it: for registration, never for a user's question."""
    return await session.scalar(
        select(RegisteredModel).where(RegisteredModel.owner == owner, RegisteredModel.name == name)
    )


async def reserve_version(session: AsyncSession, model_id: UUID) -> int:
    """A version number that no other version of the model has, had, or will get."""
    statement = update(RegisteredModel).where(RegisteredModel.id == model_id)
    raised = statement.values(highest_version=RegisteredModel.highest_version + 1)
    return (await session.execute(raised.returning(RegisteredModel.highest_version))).scalar_one()


async def find_version(session: AsyncSession, model_id: UUID, version: int) -> ModelVersion | None:
    return await session.scalar(
        select(ModelVersion).where(ModelVersion.model_id == model_id, ModelVersion.version == version)
    )


async def find_named(session: AsyncSession, user_id: UUID, name: ModelName) -> ModelVersion | None:
    """The version that `name` means for this user now."""
    statement = (
        select(ModelVersion)
        .join(RegisteredModel, RegisteredModel.id == ModelVersion.model_id)
        .where(RegisteredModel.owner == name.owner, RegisteredModel.name == name.name, _visible(user_id))
    )
    if name.alias is None:
        return await session.scalar(statement.where(ModelVersion.version == name.version))
    same_version = (ModelAlias.model_id == ModelVersion.model_id) & (ModelAlias.version == ModelVersion.version)
    return await session.scalar(statement.join(ModelAlias, same_version).where(ModelAlias.alias == name.alias))


async def versions_of(session: AsyncSession, model_ids: Iterable[UUID]) -> Sequence[ModelVersion]:
    """Every version of these models, newest first."""
    statement = select(ModelVersion).where(ModelVersion.model_id.in_(list(model_ids)))
    return (await session.scalars(statement.order_by(ModelVersion.version.desc()))).all()


async def aliases_of(session: AsyncSession, model_ids: Iterable[UUID]) -> Sequence[ModelAlias]:
    statement = select(ModelAlias).where(ModelAlias.model_id.in_(list(model_ids)))
    return (await session.scalars(statement.order_by(ModelAlias.alias))).all()


async def set_alias(session: AsyncSession, model_id: UUID, alias: str, version: int) -> None:
    statement = insert(ModelAlias).values(model_id=model_id, alias=alias, version=version)
    await session.execute(
        statement.on_conflict_do_update(index_elements=["model_id", "alias"], set_={"version": version})
    )


async def delete_alias(session: AsyncSession, model_id: UUID, alias: str) -> bool:
    statement = delete(ModelAlias).where(ModelAlias.model_id == model_id, ModelAlias.alias == alias)
    return (await session.scalar(statement.returning(ModelAlias.alias))) is not None


async def delete_alias_of(session: AsyncSession, model_id: UUID, alias: str, version: int) -> None:
    """Take the alias away if it means this version."""
    same = (ModelAlias.model_id == model_id, ModelAlias.alias == alias, ModelAlias.version == version)
    await session.execute(delete(ModelAlias).where(*same))


async def version_of_alias(session: AsyncSession, model_id: UUID, alias: str) -> int | None:
    statement = select(ModelAlias.version).where(ModelAlias.model_id == model_id, ModelAlias.alias == alias)
    return await session.scalar(statement)


async def aliases_of_version(session: AsyncSession, model_id: UUID, version: int) -> Sequence[str]:
    statement = select(ModelAlias.alias).where(ModelAlias.model_id == model_id, ModelAlias.version == version)
    return (await session.scalars(statement.order_by(ModelAlias.alias))).all()


async def work_with(session: AsyncSession, version: ModelVersion, reference: str) -> Sequence[UUID]:
    """Jobs not at their end that predict with the version, or whose training starts from it or is held against it."""
    predicting = select(Prediction.job_id).where(Prediction.model_version_id == version.id)
    plan = (Training.plan[field].astext == reference for field in ("base", "start", "old"))
    training = select(Training.job_id).where(or_(*plan))
    live = select(Job.id).where(Job.state.not_in(TERMINAL_STATES))
    return (await session.scalars(live.where(or_(Job.id.in_(predicting), Job.id.in_(training))))).all()


async def find_digest(session: AsyncSession, owner: str, name: str, version: int) -> str | None:
    statement = (
        select(ModelVersion.digest)
        .join(RegisteredModel, RegisteredModel.id == ModelVersion.model_id)
        .where(RegisteredModel.owner == owner, RegisteredModel.name == name, ModelVersion.version == version)
    )
    return await session.scalar(statement)
