"""Two people's labels held against each other, and the version that a reviewer makes of them."""

import asyncio
from typing import Any
from uuid import UUID

from cellscanner_shared.errors import InvalidRequest, NotFound

from cellscanner_gateway.annotations import views
from cellscanner_gateway.annotations.cells import Cell, Content
from cellscanner_gateway.annotations.commits import Desk, Draft
from cellscanner_gateway.annotations.editing import replacement
from cellscanner_gateway.annotations.models import AnnotationRevision, Reading, RevisionKind
from cellscanner_gateway.annotations.repository import author_of
from cellscanner_gateway.annotations.schemas import Source, SourceReading
from cellscanner_gateway.annotations.service import View, change, view
from cellscanner_gateway.annotations.whose import Whose
from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.images.models import Image
from cellscanner_gateway.images.service import get_image
from cellscanner_gateway.projects.models import Role
from cellscanner_gateway.readings.disagreements import Decision, Key, Take, adjudicate, pair
from cellscanner_gateway.readings.schemas import AdjudicationIn


async def compare(
    desk: Desk, user: Principal, image_id: UUID, first: UUID | None, second: UUID | None
) -> dict[str, Any]:
    """A DisagreementsOut. Raises NotFound, ReadingOpen, InvalidRequest."""
    one, other = await _sides(desk, user, image_id, first, second)
    sides = {"first": await _side(desk, one), "second": await _side(desk, other)}
    found = await asyncio.to_thread(_compared, one.content, other.content)
    return {name: side.model_dump(mode="json") for name, side in sides.items()} | found


async def decide(
    desk: Desk, user: Principal, image_id: UUID, base: int | None, wanted: AdjudicationIn
) -> AnnotationRevision:
    """Make the picture's labels of what both sides agree on and what was decided; they wait to be accepted.

    Raises NotFound, RoleTooLow, ReadingOpen, PreconditionRequired, AnnotationChanged, InvalidRequest.
    """
    async with desk.resources.database.transaction() as session:
        await get_image(session, user, image_id, Role.REVIEWER)
    one, other = await _sides(desk, user, image_id, wanted.first, wanted.second)
    source = await _source(desk, one, other)
    decisions = _decisions(wanted)

    def make(image: Image, old: Content) -> Draft:
        whole = (0.0, 0.0, float(image.width), float(image.height))
        new = adjudicate(one.content, other.content, decisions, whole)
        return replacement(RevisionKind.ADJUDICATION, old, new, source)

    return await change(desk, user, Whose(image_id), base, make)


async def _sides(
    desk: Desk, user: Principal, image_id: UUID, first: UUID | None, second: UUID | None
) -> tuple[View, View]:
    one = await _labels(desk, user, Whose(image_id, first))
    if first == second:
        raise InvalidRequest(
            "Name two different readings; leave one out for the picture's own labels.", reason="two-different-readings"
        )
    return one, await _labels(desk, user, Whose(image_id, second))


async def _labels(desk: Desk, user: Principal, whose: Whose) -> View:
    seen = await view(desk, user, whose)
    if seen.row is None:
        raise NotFound("Nobody has given this picture labels beside the readings.", reason="picture-without-labels")
    return seen


async def _side(desk: Desk, seen: View) -> SourceReading:
    labels = seen.labels
    reading = labels if isinstance(labels, Reading) else None
    person = reading.reader_id if reading else seen.row.author_id if seen.row else None
    async with desk.resources.database.transaction() as session:
        reader = await author_of(session, person)
    return SourceReading(reading_id=reading and reading.id, reader=reader, revision=seen.revision)


async def _source(desk: Desk, one: View, other: View) -> Source:
    """Which two it is of; and the prediction that the first began from, whose model describes the cells."""
    begun = Source.model_validate(one.source or other.source or {"kind": "empty"})
    return Source(
        kind="adjudication",
        prediction_id=begun.prediction_id,
        model=begun.model,
        readings=(await _side(desk, one), await _side(desk, other)),
    )


def _decisions(wanted: AdjudicationIn) -> dict[Key, Decision]:
    found: dict[Key, Decision] = {
        (one.first, one.second): Decision(Take(one.take), one.class_) for one in wanted.decisions
    }
    if len(found) < len(wanted.decisions):
        raise InvalidRequest("A disagreement is decided twice.", reason="decided-twice")
    return found


def _compared(first: Content, second: Content) -> dict[str, Any]:
    targets = {**second.classes, **first.classes}
    names = dict.fromkeys([*first.classes, *second.classes])
    found = pair(first, second)
    return {
        **views.agreement(found.tally, names),
        "classes": [{"name": name, "target": targets[name]} for name in names],
        "items": [
            {"kind": one.kind, "first": _shown(one.first), "second": _shown(one.second)} for one in found.disagreements
        ],
        "next_cursor": None,
    }


def _shown(cell: Cell | None) -> dict[str, Any] | None:
    return None if cell is None else views.cell(cell)
