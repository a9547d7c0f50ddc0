"""The result picture: drawn when it is first asked for, then kept beside the cells."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from cellscanner_shared.cells import CellTable
from cellscanner_shared.errors import ObjectMissing
from cellscanner_shared.overlay import draw_overlay
from cellscanner_shared.pictures import open_picture
from cellscanner_shared.store import ObjectStore

from cellscanner_gateway.images.models import Image
from cellscanner_gateway.objects.made import Owner, keep
from cellscanner_gateway.predictions.models import Prediction, PredictionImage
from cellscanner_gateway.predictions.objects import cells_key, overlay_key
from cellscanner_gateway.resources import Resources


async def overlay_png(resources: Resources, room: asyncio.Semaphore, prediction: Prediction, image: Image) -> bytes:
    """PNG of the picture with its cells; `room` bounds how many pictures are decoded at a time."""
    key = overlay_key(prediction.id, image.id)
    try:
        return await asyncio.to_thread(resources.store.get_bytes, key)
    except ObjectMissing:
        pass
    targets = [one["name"] for one in prediction.classes if one["target"]]
    async with room:
        drawn = await asyncio.to_thread(_draw, resources.store, resources.scratch, prediction, image, targets)
    await keep(resources, Owner(PredictionImage, (prediction.id, image.id)), key, drawn, "image/png")
    return drawn


def _draw(store: ObjectStore, scratch: Path, prediction: Prediction, image: Image, targets: list[str]) -> bytes:
    cells = CellTable.from_arrow_bytes(store.get_bytes(cells_key(prediction.id, image.id)))
    with TemporaryDirectory(dir=scratch) as folder:
        path = Path(folder) / "original"
        store.get_file(image.original_key, path)
        with open_picture(path, image.page) as picture:
            return draw_overlay(picture, cells, targets)
