"""What a model sees in single cells: crops cut as a prediction cuts them, described by the classifier, and kept."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import numpy as np
from cellscanner_shared import npy
from cellscanner_shared.crops import cut_crops
from cellscanner_shared.errors import ObjectMissing
from cellscanner_shared.geometry import Tile, owned_by_core
from cellscanner_shared.packages.manifest import EmbeddingSpec
from cellscanner_shared.pictures import open_picture
from numpy.typing import NDArray

from cellscanner_gateway.annotations.commits import Desk
from cellscanner_gateway.annotations.models import LabelSet
from cellscanner_gateway.images.models import Image
from cellscanner_gateway.objects.made import Owner, keep
from cellscanner_gateway.pipeline.handle import ModelHandle
from cellscanner_gateway.pipeline.plan import Plan, make_plan
from cellscanner_gateway.pipeline.scale import choose_magnification
from cellscanner_gateway.pipeline.windows import Window, WindowSource
from cellscanner_gateway.predictions.models import PredictionImage
from cellscanner_gateway.tools import Toolbox

Rows = NDArray[np.float32]
_CROPS_PER_CALL = 256
# A box and its embedding are one row of what is kept; at 512 numbers this many rows are 40 MB.
_MOST_KEPT = 20_000


@dataclass(frozen=True)
class Shelf:
    """Where embeddings are kept: below `prefix`, as long as their owner is there."""

    prefix: str
    owner: Owner


def shelf_of_labels(labels_id: UUID) -> Shelf:
    """Beside the labels of a picture."""
    return Shelf(f"annotations/{labels_id}/embeddings", Owner(LabelSet, labels_id))


def shelf_of_prediction(prediction_id: UUID, image_id: UUID) -> Shelf:
    """Beside a picture's result, for pictures that nobody has labelled."""
    owner = Owner(PredictionImage, (prediction_id, image_id))
    return Shelf(f"predictions/{prediction_id}/{image_id}.embeddings", owner)


@dataclass(frozen=True)
class Describer:
    """Embeddings of the cells of one picture by one model. What was described once is kept in the store by its box."""

    desk: Desk
    tools: Toolbox
    image: Image
    model: ModelHandle
    spec: EmbeddingSpec
    shelf: Shelf

    @property
    def _key(self) -> str:
        return f"{self.shelf.prefix}-{self.model.digest}.npy"

    async def known(self) -> dict[bytes, Rows]:
        """Embeddings by the bytes of their boxes (float32)."""
        try:
            body = await asyncio.to_thread(self.desk.resources.store.get_bytes, self._key)
        except ObjectMissing:
            return {}
        rows = npy.decode(body, np.float32, (None, 4 + self.spec.embedding_size))
        return {row[:4].tobytes(): row[4:] for row in rows}

    async def describe(self, boxes: Rows) -> Rows:
        """(N, E) embeddings of `boxes` (N, 4). Raises ServiceUnavailable, ServiceFailed, ModelRefused, PictureError."""
        async with self.tools.room:
            with TemporaryDirectory(dir=self.desk.resources.scratch) as folder:
                path = Path(folder) / "original"
                await asyncio.to_thread(self.desk.resources.store.get_file, self.image.original_key, path)
                return await self._from_file(path, boxes)

    async def keep(self, known: dict[bytes, Rows]) -> None:
        """Keep what was described last; the boxes of cells that have moved on fall out."""
        rows = [np.concatenate([np.frombuffer(box, np.float32), row]) for box, row in known.items()]
        body = npy.encode(np.stack(rows[-_MOST_KEPT:]))
        await keep(self.desk.resources, self.shelf.owner, self._key, body)

    async def _from_file(self, path: Path, boxes: Rows) -> Rows:
        scale, _ = choose_magnification(
            self.image.micrometers_per_pixel, self.image.scale_source, self.model.manifest.micrometers_per_pixel
        )
        found = np.zeros((len(boxes), self.spec.embedding_size), np.float32)
        picture = await asyncio.to_thread(open_picture, path, self.image.page)
        with picture:
            plan = make_plan(picture.width, picture.height, scale.resampled_by, self.model.manifest)
            source = WindowSource(picture, plan.scale)
            for tile, mine in _by_tile(plan, boxes):
                found[mine] = await self._in_window(await source.read(tile), boxes[mine])
        return found

    async def _in_window(self, window: Window, boxes: Rows) -> Rows:
        own = window.from_picture(boxes)
        parts = [own[start : start + _CROPS_PER_CALL] for start in range(0, len(own), _CROPS_PER_CALL)]
        return np.concatenate([await self._send(window, part) for part in parts])

    async def _send(self, window: Window, boxes: Rows) -> Rows:
        crop, classifier = self.spec.crop, self.model.manifest.classifier
        classes = len(classifier.classes) if classifier else 0
        crops = await asyncio.to_thread(cut_crops, window.pixels, boxes, size=crop.size, margin=crop.margin)
        query = {**self.model.query, "embeddings": "true"}
        columns = classes + self.spec.embedding_size
        answer = await self.tools.services.classifier.send("/v1/classify", query, crops, columns)
        return answer[:, classes:]


def _by_tile(plan: Plan, boxes: Rows) -> list[tuple[Tile, NDArray[np.intp]]]:
    """The tiles that own cells, with the rows of these."""
    owned = [(tile, np.flatnonzero(owned_by_core(boxes, tile))) for tile in plan.tiles]
    return [(tile, rows) for tile, rows in owned if len(rows)]
