"""Models of users: how they are named, made on use, and numbered."""

import re

from cellscanner_shared.packages.reference import NAME_PATTERN
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.errors import Conflict
from cellscanner_gateway.models import repository
from cellscanner_gateway.models.models import RegisteredModel

_BUILT_IN_OWNER = "base"


def owner_name(user: Principal) -> str:
    """The first part of the names of a user's models: the user name where it can stand there, else one from the id."""
    name = user.username.lower()
    usable = re.fullmatch(NAME_PATTERN, name) is not None and name != _BUILT_IN_OWNER
    return name if usable else f"user-{user.id.hex[:12]}"


async def own_model(session: AsyncSession, user: Principal, name: str) -> RegisteredModel:
    """The user's model of this name, made on its first use; takes the registry's lock. Raises Conflict."""
    await repository.lock(session)
    owner = owner_name(user)
    model = await repository.find_any_model(session, owner, name)
    if model is None:
        model = RegisteredModel(owner=owner, name=name, owner_id=user.id)
        session.add(model)
        await session.flush()
    check_owned(model, user)
    return model


def check_owned(model: RegisteredModel, user: Principal) -> None:
    """Raises Conflict for a model of somebody whose models are named the same way."""
    if model.owner_id != user.id:
        raise Conflict(
            f"The model {model.owner}/{model.name} belongs to somebody else.",
            reason="model-of-another",
            owner=model.owner,
            name=model.name,
        )
