"""The report of a prediction, drawn in a thread, a few at a time."""

import asyncio
from uuid import UUID

from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.figures.data import build
from cellscanner_gateway.figures.maps import maps_of, pictures_to_map
from cellscanner_gateway.figures.schemas import FigureName, Language
from cellscanner_gateway.reports.facts import NO_HEAD, Drawings, Facts, Head, read_facts
from cellscanner_gateway.resources import Resources
from cellscanner_gateway.statistics.service import Wanted, Whole, compute, present

FIGURES: tuple[FigureName, ...] = ("proportion", "target-ratio", "density", "relative-size", "effective-score")
# Two maps fill a page; the files have those of all pictures.
_MOST_MAPPED = 3
# On paper as wide as these figures are, 200 dpi are as sharp as a printer makes them, in half the bytes of 300.
_DPI = 200


async def report(
    resources: Resources,
    drawing: asyncio.Semaphore,
    user: Principal,
    prediction_id: UUID,
    wanted: Wanted,
    language: Language,
    head: Head,
) -> bytes:
    """The PDF. Raises NotFound, UnknownControl; `drawing` bounds how many are made at a time."""
    whole = await compute(resources, user, prediction_id, wanted)
    async with resources.database.transaction() as session:
        facts = await read_facts(session, user, whole.prediction)
    return await drawn_report(drawing, whole, facts, language, head)


async def drawn_report(
    drawing: asyncio.Semaphore, whole: Whole, facts: Facts, language: Language, head: Head = NO_HEAD
) -> bytes:
    """The PDF of what was computed and read."""
    async with drawing:
        return await asyncio.to_thread(draw_report, whole, facts, language, head)


def draw_report(whole: Whole, facts: Facts, language: Language, head: Head = NO_HEAD) -> bytes:
    """The same prediction and labels give the same bytes."""
    from cellscanner_gateway.figures.draw import draw
    from cellscanner_gateway.reports.document import make_report

    figures = [draw(build(whole, name, language), "png", dpi=_DPI) for name in FIGURES]
    mappable = pictures_to_map(whole)
    mapped = [one.picture.image.id for one in mappable[:_MOST_MAPPED]]
    made = (build(whole, name, language, image_id) for image_id in mapped for name in maps_of(whole))
    maps = [draw(one, "png", dpi=_DPI) for one in made]
    drawings = Drawings(figures, maps, len(mapped), len(mappable), _DPI)
    return make_report(whole, present(whole), facts, head, drawings, language)
