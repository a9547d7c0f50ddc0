"""Rules of the registry: versions never change, aliases move, the built-in models belong to everyone."""

from collections.abc import Sequence
from uuid import UUID

from cellscanner_shared.errors import Forbidden, NotFound
from cellscanner_shared.packages import ModelManifest, ModelRef
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.models import repository
from cellscanner_gateway.models.errors import VersionInUse
from cellscanner_gateway.models.models import ModelAlias, ModelVersion, RegisteredModel
from cellscanner_gateway.models.names import ModelName
from cellscanner_gateway.models.schemas import ModelDetail, ModelOut, VersionSummary
from cellscanner_gateway.objects import repository as objects
from cellscanner_gateway.pipeline.handle import ModelHandle


async def resolve(session: AsyncSession, user_id: UUID, text: str) -> ModelVersion:
    """The version that `owner/name@version` or `owner/name@alias` means now; NotFound says what there is instead."""
    name = ModelName.parse(text)
    version = await repository.find_named(session, user_id, name)
    if version is None:
        known = await _known_names(session, user_id)
        raise NotFound(
            f"There is no model {text}. There are: {', '.join(known) or 'none yet'}.",
            models=known,
            reason="no-such-model",
            model=text,
        )
    return version


def handle(version: ModelVersion) -> ModelHandle:
    """The version as the pipeline needs it."""
    manifest = ModelManifest.model_validate(version.manifest)
    return ModelHandle(manifest.ref, version.digest, manifest)


async def list_models(session: AsyncSession, user_id: UUID) -> list[ModelOut]:
    models = await repository.list_models(session, user_id)
    versions, aliases = await _versions_and_aliases(session, models)
    return [ModelOut.of(model, versions[model.id][0], aliases[model.id]) for model in models if versions[model.id]]


async def describe(session: AsyncSession, user_id: UUID, owner: str, name: str) -> ModelDetail:
    model = await get_model(session, user_id, owner, name)
    versions, aliases = await _versions_and_aliases(session, [model])
    if not versions[model.id]:
        raise NotFound(
            f"The model {owner}/{name} has no version.", reason="model-without-version", owner=owner, name=name
        )
    summaries = [
        VersionSummary(version=one.version, digest=one.digest, created_at=one.created_at) for one in versions[model.id]
    ]
    basis = ModelOut.of(model, versions[model.id][0], aliases[model.id])
    return ModelDetail(**dict(basis), versions=summaries)


async def get_model(session: AsyncSession, user_id: UUID, owner: str, name: str) -> RegisteredModel:
    model = await repository.find_model(session, user_id, owner, name)
    if model is None:
        known = await _known_names(session, user_id)
        raise NotFound(
            f"There is no model {owner}/{name}.", models=known, reason="no-model-of-name", owner=owner, name=name
        )
    return model


async def get_version(session: AsyncSession, model: RegisteredModel, number: int) -> ModelVersion:
    version = await repository.find_version(session, model.id, number)
    if version is None:
        known = [one.version for one in await repository.versions_of(session, [model.id])]
        raise NotFound(
            f"{model.owner}/{model.name} has no version {number}.",
            versions=known,
            reason="no-such-version",
            owner=model.owner,
            name=model.name,
            version=number,
        )
    return version


async def move_alias(session: AsyncSession, user: Principal, model: RegisteredModel, alias: str, number: int) -> None:
    _may_change(user, model)
    await get_version(session, model, number)
    await repository.set_alias(session, model.id, alias, number)


async def remove_alias(session: AsyncSession, user: Principal, model: RegisteredModel, alias: str) -> None:
    _may_change(user, model)
    if not await repository.delete_alias(session, model.id, alias):
        raise NotFound(
            f"{model.owner}/{model.name} has no alias {alias}.",
            reason="no-such-alias",
            owner=model.owner,
            name=model.name,
            alias=alias,
        )


async def remove_version(session: AsyncSession, model: RegisteredModel, number: int) -> None:
    """Remove a version of a user's model, its files soon after. Raises Forbidden, VersionInUse.

    Results that it made stay, with its name; its number is never given again.
    """
    if model.owner_id is None:
        raise Forbidden("A built-in model comes with the product and cannot be removed.", reason="built-in-stays")
    await repository.lock(session)
    version = await get_version(session, model, number)
    ref = reference(model, version)
    aliases = await repository.aliases_of_version(session, model.id, number)
    if aliases:
        raise VersionInUse(
            f"{ref} is {', '.join(aliases)}. Move or remove the alias first.",
            aliases=list(aliases),
            reason="version-has-alias",
            model=str(ref),
        )
    if await repository.work_with(session, version, str(ref)):
        raise VersionInUse(
            f"{ref} is being used by a prediction or a training. Wait for its end, or cancel it.",
            reason="version-at-work",
            model=str(ref),
        )
    await session.delete(version)
    objects.doom(session, ref.prefix)


def reference(model: RegisteredModel, version: ModelVersion) -> ModelRef:
    return ModelRef(model.owner, model.name, version.version)


def _may_change(user: Principal, model: RegisteredModel) -> None:
    if model.owner_id is None and user.role != "admin":
        raise Forbidden("Only an administrator may change a built-in model.", reason="built-in-of-administrators")


async def _known_names(session: AsyncSession, user_id: UUID) -> list[str]:
    models = await repository.list_models(session, user_id)
    aliases = {model.id: f"{model.owner}/{model.name}" for model in models}
    return [f"{aliases[one.model_id]}@{one.alias}" for one in await repository.aliases_of(session, aliases)]


async def _versions_and_aliases(
    session: AsyncSession, models: Sequence[RegisteredModel]
) -> tuple[dict[UUID, list[ModelVersion]], dict[UUID, list[ModelAlias]]]:
    versions: dict[UUID, list[ModelVersion]] = {model.id: [] for model in models}
    aliases: dict[UUID, list[ModelAlias]] = {model.id: [] for model in models}
    for version in await repository.versions_of(session, versions):
        versions[version.model_id].append(version)
    for alias in await repository.aliases_of(session, aliases):
        aliases[alias.model_id].append(alias)
    return versions, aliases
