"""From a picture's file to its cells: open it once, choose its scale, plan, recognise."""

import asyncio
from dataclasses import replace
from pathlib import Path

from cellscanner_shared.pictures import Picture, open_picture

from cellscanner_gateway.pipeline.handle import ModelHandle
from cellscanner_gateway.pipeline.plan import make_plan
from cellscanner_gateway.pipeline.recognise import Progress, Recognition, Services, recognise
from cellscanner_gateway.pipeline.scale import Magnification, choose_magnification
from cellscanner_gateway.pipeline.windows import WindowSource

# Micrometres per pixel, and who stated them: `file` or `user`.
Scale = tuple[float | None, str | None]


async def recognise_file(
    path: Path,
    page: int,
    scale: Scale,
    model: ModelHandle,
    confidence: float,
    services: Services,
    progress: Progress | None = None,
) -> tuple[Recognition, Magnification]:
    """Recognise page `page` of a file.

    Raises PictureError subclasses for what cannot be read, beside the errors of `recognise`.
    """
    picture = await asyncio.to_thread(open_picture, path, page)
    with picture:
        return await recognise_picture(picture, scale, model, confidence, services, progress)


async def recognise_picture(
    picture: Picture,
    scale: Scale,
    model: ModelHandle,
    confidence: float,
    services: Services,
    progress: Progress | None = None,
) -> tuple[Recognition, Magnification]:
    """Recognise an open picture at the model's scale; the notices of its scale come before those of its pixels."""
    magnification, notices = choose_magnification(*scale, model.manifest.micrometers_per_pixel)
    plan = make_plan(picture.width, picture.height, magnification.resampled_by, model.manifest)
    source = WindowSource(picture, plan.scale)
    recognition = await recognise(source, plan, model, confidence, services, progress)
    return replace(recognition, notices=[*notices, *recognition.notices]), magnification
