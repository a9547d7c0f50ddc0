"""Where a training starts: the base asked for, the package its weights come from, and the one it is held against."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.models import repository as models
from cellscanner_gateway.models.builtin import CHAMPION
from cellscanner_gateway.models.models import RegisteredModel
from cellscanner_gateway.models.names import ModelName
from cellscanner_gateway.models.ownership import check_owned, owner_name
from cellscanner_gateway.models.service import handle, resolve
from cellscanner_gateway.pipeline.handle import ModelHandle
from cellscanner_gateway.trainings.schemas import TrainingRequest


@dataclass(frozen=True)
class Origins:
    """`model` is the user's own, None before its first training; `old` its champion, or the base."""

    owner: str
    model: RegisteredModel | None
    base: ModelHandle
    start: ModelHandle
    old: ModelHandle


async def find_origins(session: AsyncSession, user: Principal, request: TrainingRequest) -> Origins:
    """Raises NotFound for a base or a version that there is not, Conflict for a name that somebody else has."""
    owner = owner_name(user)
    base = handle(await resolve(session, user.id, request.base))
    model = await models.find_any_model(session, owner, request.name)
    if model is not None:
        check_owned(model, user)
    start = base
    if request.continue_from is not None:
        start = handle(await resolve(session, user.id, f"{owner}/{request.name}@{request.continue_from}"))
    champion = await models.find_named(session, user.id, ModelName(owner, request.name, None, CHAMPION))
    return Origins(owner, model, base, start, base if champion is None else handle(champion))
