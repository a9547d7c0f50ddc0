"""Figures of a prediction: computed, and drawn in a thread, a few at a time."""

import asyncio
from typing import Literal
from uuid import UUID

from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.figures.data import build, picture_of
from cellscanner_gateway.figures.numbers import figure_csv
from cellscanner_gateway.figures.schemas import FigureFormat, FigureName, FigureOut, Language
from cellscanner_gateway.figures.underlay import picture_with_boxes
from cellscanner_gateway.resources import Resources
from cellscanner_gateway.statistics.service import Wanted, Whole, compute


async def figure(
    resources: Resources,
    user: Principal,
    prediction_id: UUID,
    name: FigureName,
    wanted: Wanted,
    language: Language,
    image_id: UUID | None,
) -> tuple[Whole, FigureOut]:
    """The figure as data, and what it was made from. Raises NotFound, FigureNeedsPicture, ResultNotReady."""
    whole = await compute(resources, user, prediction_id, wanted)
    return whole, await asyncio.to_thread(build, whole, name, language, image_id)


async def figure_file(
    resources: Resources,
    drawing: asyncio.Semaphore,
    whole: Whole,
    made: FigureOut,
    format_: FigureFormat,
    image_id: UUID | None,
) -> bytes:
    """The figure as a file; `drawing` bounds how many are drawn at a time."""
    if format_ == "csv":
        return await asyncio.to_thread(figure_csv, made)
    async with drawing:
        return await asyncio.to_thread(_draw, resources, whole, made, format_, image_id)


def _draw(
    resources: Resources,
    whole: Whole,
    made: FigureOut,
    format_: Literal["png", "svg", "pdf"],
    image_id: UUID | None,
) -> bytes:
    from cellscanner_gateway.figures.draw import draw

    if made.kind != "picture" or image_id is None:
        return draw(made, format_)
    picture = picture_with_boxes(resources.store, resources.scratch, picture_of(whole, image_id))
    return draw(made, format_, picture=picture)
