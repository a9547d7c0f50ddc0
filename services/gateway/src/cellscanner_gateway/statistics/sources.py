"""The cells that statistics count: of the prediction, or the corrected labels where there are some."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from cellscanner_shared.cells import CellTable
from cellscanner_shared.store import ObjectStore
from numpy.typing import NDArray

from cellscanner_gateway.annotations.labels import LabelledImage
from cellscanner_gateway.predictions.models import ImageState, Prediction
from cellscanner_gateway.predictions.objects import cells_key
from cellscanner_gateway.predictions.repository import Picture
from cellscanner_gateway.statistics.picture import PictureCells

# Tables read at the same time: enough to hide the store's latency, few enough for its connections.
_READERS = 8


@dataclass(frozen=True, eq=False)
class Source:
    """The cells of one picture and where they come from; `revision` is None for predicted ones.

    `table` holds the scores of predicted cells, row by row as `cells`; None where a person's labels are counted.
    """

    cells: PictureCells
    revision: int | None
    table: CellTable | None = None


async def read_sources(
    store: ObjectStore, prediction: Prediction, pictures: Sequence[Picture], corrected: dict[UUID, LabelledImage]
) -> dict[UUID, Source]:
    """The cells of every picture that succeeded, by its id; `corrected` ones are not read from the prediction."""
    wanted = [one for one in pictures if one.result.state == ImageState.SUCCEEDED]

    def read_all() -> list[Source]:
        with ThreadPoolExecutor(_READERS) as readers:
            return list(readers.map(lambda one: _read(store, prediction, one, corrected.get(one.image.id)), wanted))

    sources = await asyncio.to_thread(read_all)
    return {one.image.id: source for one, source in zip(wanted, sources, strict=True)}


def _read(store: ObjectStore, prediction: Prediction, picture: Picture, corrected: LabelledImage | None) -> Source:
    if corrected is not None:
        return _corrected(prediction, picture, corrected)
    table = CellTable.from_arrow_bytes(store.get_bytes(cells_key(prediction.id, picture.image.id)))
    return Source(_cells(prediction, picture, table.boxes, table.class_index, table.classes), None, table)


def _corrected(prediction: Prediction, picture: Picture, labels: LabelledImage) -> Source:
    """Classes that the user added stand after the model's; they are normal unless the model says otherwise."""
    classes = tuple(dict.fromkeys([*(one["name"] for one in prediction.classes), *labels.class_names]))
    index = np.array([classes.index(name) for name in labels.class_names], np.uint8)
    return Source(_cells(prediction, picture, labels.boxes, index, classes), labels.revision)


def _cells(
    prediction: Prediction,
    picture: Picture,
    boxes: NDArray[np.float32],
    class_index: NDArray[np.uint8],
    classes: Sequence[str],
) -> PictureCells:
    image, megapixels = picture.image, picture.result.analysed_megapixels
    return PictureCells(
        boxes=boxes,
        class_index=class_index,
        classes=classes,
        targets=frozenset(one["name"] for one in prediction.classes if one["target"]),
        width=image.width,
        height=image.height,
        analysed_pixels=float(image.width * image.height) if megapixels is None else megapixels * 1e6,
        micrometers_per_pixel=image.micrometers_per_pixel,
        left_out=picture.result.left_out,
    )
