"""One picture to one table of cells: tiles are detected while the crops of earlier tiles are being classified."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from cellscanner_shared.cells import CellTable
from cellscanner_shared.crops import cut_crops
from cellscanner_shared.geometry import owned_by_core
from cellscanner_shared.packages.manifest import ClassifierSpec, EmbeddingSpec
from cellscanner_shared.scores import Following
from cellscanner_shared.tiling import CORE_MARGIN
from numpy.typing import NDArray

from cellscanner_gateway.pipeline.calls import ServiceClient
from cellscanner_gateway.pipeline.domain import DomainCheck, KnownCells, remembers
from cellscanner_gateway.pipeline.doubt import doubt_notices
from cellscanner_gateway.pipeline.errors import NothingRecognised, ServiceFailed, ServiceUnavailable
from cellscanner_gateway.pipeline.handle import ModelHandle
from cellscanner_gateway.pipeline.notices import area_notices, picture_notices, seams_merged, tiles_failed
from cellscanner_gateway.pipeline.parts import Part, assemble, join_parts, tile_table
from cellscanner_gateway.pipeline.plan import Plan
from cellscanner_gateway.pipeline.sample import Sample, spread
from cellscanner_gateway.pipeline.windows import Boxes, Window, WindowSource
from cellscanner_gateway.warnings.notice import Notice

# Batches of tiles between reading and their last class; bounds memory and lets the two services overlap.
_BATCHES_IN_FLIGHT = 3
_CROPS_PER_CALL = 256
# tile, x1, y1, x2, y2, score, class
_DETECTION_COLUMNS = 7
# Of the largest cell's side: a usual cell's, where no cell is found to measure.
_USUAL_PART = 0.25
# A model of one stage has nobody to look at its cells on the way: only this part of the sample is described.
_ASIDE = 4
_LOG = logging.getLogger(__name__)

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Recognition:
    """The cells of one picture and everything that must be said with their number.

    `left_out` are the parts of the picture, x1, y1, x2, y2 in its pixels, that were empty or failed.
    """

    table: CellTable
    notices: list[Notice]
    analysed_megapixels: float
    left_out: list[Part]

    @property
    def corrected(self) -> int:
        return int(np.count_nonzero(self.table.corrected))


@dataclass(frozen=True)
class Services:
    """`domain` is None where nobody asks whether pictures look like those that the model was trained on."""

    detector: ServiceClient
    classifier: ServiceClient
    domain: DomainCheck | None = None


async def recognise(
    source: WindowSource,
    plan: Plan,
    model: ModelHandle,
    confidence: float,
    services: Services,
    progress: Progress | None = None,
) -> Recognition:
    """Recognise every cell of `source`; `confidence` is a calibrated score in 0..1.

    Raises ServiceUnavailable, ModelRefused, or NothingRecognised where not one tile went through.
    """
    run = _Run(source, plan, model, confidence, services, progress)
    await run.all_tiles()
    known = await services.domain.known.of(model) if services.domain is not None else None
    return await asyncio.to_thread(run.result, known)


class _Run:
    def __init__(
        self,
        source: WindowSource,
        plan: Plan,
        model: ModelHandle,
        confidence: float,
        services: Services,
        progress: Progress | None,
    ) -> None:
        self._source = source
        self._plan = plan
        self._model = model
        self._services = services
        self._progress = progress
        self._following = Following.of(model.manifest.detector.calibration, confidence)
        self._query = {**model.query, "confidence": repr(self._following.asked)}
        self._scores: dict[int, NDArray[np.float32]] = {}
        self._sample = Sample(len(plan.tiles), _USUAL_PART * model.manifest.detector.largest_cell_px)
        self._describes = services.domain is not None and remembers(model)
        self._room = asyncio.Semaphore(_BATCHES_IN_FLIGHT)
        self._parts: dict[int, CellTable] = {}
        self._skipped: set[int] = set()
        self._failed: set[int] = set()

    async def all_tiles(self) -> None:
        try:
            async with asyncio.TaskGroup() as group:
                for batch in self._plan.batches():
                    await self._room.acquire()
                    windows = {index: await self._source.read(self._plan.tiles[index]) for index in batch}
                    group.create_task(self._batch(windows))
        except BaseExceptionGroup as errors:
            raise errors.exceptions[0] from None

    def result(self, known: KnownCells | None) -> Recognition:
        if len(self._failed) == len(self._plan.tiles):
            raise NothingRecognised("Every tile of the picture failed in the recognition service.")
        table, merged = assemble([self._parts[index] for index in sorted(self._parts)], self._plan, self._model)
        table = self._followed(table)
        notices = picture_notices(self._source.notes)
        if self._failed:
            notices.append(tiles_failed(len(self._failed), len(self._plan.tiles), self._megapixels(self._failed)))
        if merged:
            notices.append(seams_merged(merged))
        whole = self._plan.width * self._plan.height / 1e6
        missed = self._failed | self._skipped
        # Exactly nothing, not what rounding leaves of it: a density is a division by this.
        analysed = whole - self._megapixels(missed) if len(missed) < len(self._plan.tiles) else 0.0
        notices += [*area_notices(analysed, whole), *self._sample.notices(known), *doubt_notices(table)]
        left_out = join_parts(self._plan.tiles[index].core for index in sorted(missed))
        return Recognition(table, notices, analysed, left_out)

    def _followed(self, table: CellTable) -> CellTable:
        """The cells that reach the confidence once their scores follow the picture."""
        detected = np.concatenate([np.empty(0, np.float32), *self._scores.values()])
        score = self._following.raised(table.score, detected)
        return replace(table, score=score).take(np.flatnonzero(score >= np.float32(self._following.confidence)))

    def _megapixels(self, indices: set[int]) -> float:
        cores = (self._plan.tiles[index].core for index in indices)
        return sum((x2 - x1) * (y2 - y1) for x1, y1, x2, y2 in cores) / 1e6

    async def _batch(self, windows: dict[int, Window]) -> None:
        try:
            windows = await self._without_empty(windows)
            try:
                await self._recognise(windows)
            except ServiceFailed:
                # One poisonous tile must not take its neighbours with it.
                for index, window in windows.items():
                    await self._alone(index, window)
        finally:
            self._room.release()
        if self._progress is not None:
            self._progress(len(self._parts) + len(self._skipped) + len(self._failed), len(self._plan.tiles))

    async def _without_empty(self, windows: dict[int, Window]) -> dict[int, Window]:
        """On slides, leave out tiles of empty canvas; they do not count as analysed."""
        if not self._source.is_slide:
            return windows
        empty = {index for index, window in windows.items() if await asyncio.to_thread(window.is_empty)}
        self._skipped |= empty
        return {index: window for index, window in windows.items() if index not in empty}

    async def _alone(self, index: int, window: Window) -> None:
        try:
            await self._recognise({index: window})
        except ServiceFailed:
            self._failed.add(index)

    async def _recognise(self, windows: dict[int, Window]) -> None:
        if not windows:
            return
        tiles = np.stack([window.pixels for window in windows.values()])
        found = await self._services.detector.send("/v1/detect", self._query, tiles, _DETECTION_COLUMNS)
        owned = [_owned(found, at, window, self._plan) for at, window in enumerate(windows.values())]
        self._scores.update((index, rows[:, 5]) for index, rows in zip(windows, owned, strict=True))
        owned = [rows[rows[:, 5] >= np.float32(self._following.least)] for rows in owned]
        parts = await asyncio.gather(
            *(self._cells(index, window, rows) for (index, window), rows in zip(windows.items(), owned, strict=True))
        )
        self._parts.update(zip(windows, parts, strict=True))

    async def _cells(self, index: int, window: Window, rows: NDArray[np.float32]) -> CellTable:
        """The cells of one window, from the detector's rows (M, 7)."""
        boxes = rows[:, 1:5]
        probabilities, _ = await asyncio.gather(
            self._classify(index, window, boxes), asyncio.to_thread(self._sample.look, index, window, boxes)
        )
        limits = np.array([self._plan.width, self._plan.height] * 2, dtype=np.float32)
        inside = np.clip(window.to_picture(boxes), 0, limits)
        return tile_table(self._model, inside, rows[:, 5], rows[:, 6].astype(np.uint8), probabilities)

    async def _classify(self, index: int, window: Window, boxes: Boxes) -> NDArray[np.float32] | None:
        """(M, C) probabilities; None of a model of one stage. Some cells are described on the way."""
        classifier = self._model.manifest.classifier
        room = self._sample.room(index) if self._describes and len(boxes) else 0
        if classifier is None:
            if room:
                await self._describe(index, window, boxes[spread(len(boxes), max(1, room // _ASIDE))])
            return None
        if not len(boxes):
            return None
        chunks = [boxes[start : start + _CROPS_PER_CALL] for start in range(0, len(boxes), _CROPS_PER_CALL)]
        calls = (self._send(window, chunk, classifier, room > 0 and not at) for at, chunk in enumerate(chunks))
        answers = await asyncio.gather(*calls)
        classes = len(classifier.classes)
        if room:
            self._sample.embeddings[index] = answers[0][spread(len(chunks[0]), room), classes:]
        return np.concatenate([answer[:, :classes] for answer in answers])

    async def _describe(self, index: int, window: Window, boxes: Boxes) -> None:
        """Describe cells of a model of one stage. Its count needs no classifier, so that one that is away is let be."""
        if (spec := self._model.manifest.embedding) is None:
            return
        try:
            self._sample.embeddings[index] = await self._send(window, boxes, spec, True)
        except (ServiceUnavailable, ServiceFailed) as error:
            _LOG.warning("cells were not compared with those of the training: %s", error.detail)

    async def _send(self, window: Window, boxes: Boxes, spec: EmbeddingSpec, described: bool) -> NDArray[np.float32]:
        """(M, C) probabilities, C 0 for a model of one stage; `described`: (M, C + E) with embeddings."""
        crops = await asyncio.to_thread(cut_crops, window.pixels, boxes, size=spec.crop.size, margin=spec.crop.margin)
        classes = len(spec.classes) if isinstance(spec, ClassifierSpec) else 0
        domain = self._services.domain
        client = self._services.classifier if classes or domain is None else domain.describer
        query = {**self._model.query, "embeddings": "true"} if described else self._model.query
        return await client.send("/v1/classify", query, crops, classes + spec.embedding_size * described)


def _owned(found: NDArray[np.float32], at: int, window: Window, plan: Plan) -> NDArray[np.float32]:
    """Rows of tile `at` whose centre lies in its core or within the margin around it."""
    rows = np.asarray(found[found[:, 0] == at], np.float32)
    if len(plan.tiles) == 1:
        return rows
    owned = owned_by_core(window.to_picture(rows[:, 1:5]), window.tile, CORE_MARGIN / plan.scale)
    return np.asarray(rows[owned], np.float32)
