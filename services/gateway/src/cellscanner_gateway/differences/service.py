"""Rules of differences: both sides are the user's, only pictures of both are compared, the answer is kept."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cellscanner_shared.errors import NotFound

from cellscanner_gateway.annotations.agreement import LEAST_OVERLAP, Tally
from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.differences import views
from cellscanner_gateway.differences.errors import NothingToCompare
from cellscanner_gateway.differences.pairs import pair, rows, tally
from cellscanner_gateway.differences.schemas import DifferencesOut
from cellscanner_gateway.predictions.errors import ResultNotReady
from cellscanner_gateway.resources import Resources
from cellscanner_gateway.statistics.kept import Key, kept, key_of
from cellscanner_gateway.statistics.schemas import Labels
from cellscanner_gateway.statistics.sources import Source
from cellscanner_gateway.statistics.subject import Subject, look, read


@dataclass(frozen=True)
class Question:
    """The first side is a prediction as it was made; the second another one, or what people made of the first."""

    first: UUID
    second: UUID
    labels: Labels


def question(prediction_id: UUID, other: UUID | None, labels: Labels) -> Question:
    """Raises NothingToCompare unless exactly one second side is named."""
    if (other is None) == (labels == "predicted"):
        raise NothingToCompare(
            "Name either another prediction with `with`, or labels=current.", reason="name-second-side"
        )
    if other == prediction_id:
        raise NothingToCompare(
            "A prediction does not differ from itself; use labels=current for its corrections.",
            reason="prediction-with-itself",
        )
    return Question(prediction_id, other or prediction_id, labels)


async def answer(resources: Resources, user: Principal, asked: Question) -> bytes:
    """Both sides counted picture by picture, as JSON. Raises NotFound for either of somebody else, NothingToCompare."""
    first, second = await _look(resources, user, asked)

    async def make() -> tuple[Key | None, DifferencesOut]:
        (one, sources), (other, others) = await _read(resources, user, first, second)
        tallies = await asyncio.to_thread(_tallies, sources, others)
        key = _key(one, other) if one.finished and other.finished else None
        return key, views.whole(one, other, sources, others, tallies)

    return await kept(resources.store, _key(first, second), make)


async def cells(
    resources: Resources, user: Principal, asked: Question, image_id: UUID, start: int, stop: int
) -> tuple[list[dict[str, Any]], bool]:
    """Rows `start` to `stop` of one picture's cells, and whether there are more. Raises NotFound, ResultNotReady."""
    first, second = await _look(resources, user, asked, image_id)
    (_, sources), (_, others) = await _read(resources, user, first, second)
    if image_id not in sources or image_id not in others:
        raise ResultNotReady("The picture has no result on one of the two sides.", reason="no-result-on-one-side")
    return await asyncio.to_thread(_rows, sources[image_id], others[image_id], start, stop)


async def _look(
    resources: Resources, user: Principal, asked: Question, only: UUID | None = None
) -> tuple[Subject, Subject]:
    first = await look(resources, user, asked.first, "predicted", only)
    second = await look(resources, user, asked.second, asked.labels, only)
    common = {one.image.id for one in first.pictures} & {one.image.id for one in second.pictures}
    if not common and only is not None:
        raise NotFound("The two predictions do not both have this picture.", reason="picture-not-in-both")
    if not common:
        raise NothingToCompare("The two predictions have no picture in common.", reason="no-picture-in-common")
    return first, second


async def _read(
    resources: Resources, user: Principal, first: Subject, second: Subject
) -> tuple[tuple[Subject, dict[UUID, Source]], tuple[Subject, dict[UUID, Source]]]:
    return await read(resources, user, first), await read(resources, user, second)


def _key(first: Subject, second: Subject) -> Key:
    return key_of(first.prediction.id, DifferencesOut, [LEAST_OVERLAP, first.basis(), second.basis()])


def _tallies(first: Mapping[UUID, Source], second: Mapping[UUID, Source]) -> dict[UUID, Tally]:
    both = [(key, one.cells, second[key].cells) for key, one in first.items() if key in second]
    return {key: tally(one, other, pair(one, other)) for key, one, other in both}


def _rows(first: Source, second: Source, start: int, stop: int) -> tuple[list[dict[str, Any]], bool]:
    found = rows(first.cells, second.cells, pair(first.cells, second.cells))
    items = [
        {"kind": kind.value, "first": views.cell(first, i), "second": views.cell(second, j)}
        for kind, i, j in found[start:stop]
    ]
    return items, stop < len(found)
