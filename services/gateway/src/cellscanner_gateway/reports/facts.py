"""What the report is made from beside the statistics: the study and the model, read from the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.predictions import repository as predictions
from cellscanner_gateway.predictions.models import Prediction
from cellscanner_gateway.projects.service import get_project

_TRAINED_ON = "## What it was trained on"
_MOST_LETTERS = 1500


@dataclass(frozen=True)
class Facts:
    """`project` is None for pictures of several projects, `manifest` and `card` where the version was removed."""

    project: str | None
    manifest: Mapping[str, Any] | None
    card: str | None


@dataclass(frozen=True)
class Head:
    """What whoever asks for the report wants to stand on top of it; None: the usual title, no note."""

    title: str | None = None
    note: str | None = None


NO_HEAD: Final = Head()


@dataclass(frozen=True)
class Drawings:
    """The figures of a report as PNGs of so many `dpi`; `mapped` of `mappable` pictures are shown in `maps`."""

    figures: Sequence[bytes]
    maps: Sequence[bytes]
    mapped: int
    mappable: int
    dpi: int


async def read_facts(session: AsyncSession, user: Principal, prediction: Prediction) -> Facts:
    """Of a prediction of the user's."""
    project = None
    if prediction.project_id is not None:
        project = (await get_project(session, user, prediction.project_id)).name
    version = await predictions.find_model_version(session, prediction.model_version_id)
    if version is None:
        return Facts(project, None, None)
    return Facts(project, version.manifest, version.card)


def trained_on(card: str) -> str | None:
    """What a model card says about the data, as plain text of at most 1500 letters; None where it says nothing."""
    _, found, rest = card.partition(_TRAINED_ON)
    text = " ".join(rest.split("\n## ")[0].split())
    return text[:_MOST_LETTERS] or None if found else None
