"""Rules of detection: batches of tiles in turn with other requests, and whole pictures tile by tile."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from cellscanner_shared.geometry import merge_seams, owned_by_core
from cellscanner_shared.pictures import Picture, open_picture
from cellscanner_shared.scores import Following
from cellscanner_shared.serving import Lane
from cellscanner_shared.tiling import CORE_MARGIN
from numpy.typing import NDArray

from cellscanner_detector.model import COLUMNS, DetectorModel
from cellscanner_detector.plan import PicturePlan, Warnings


@dataclass(frozen=True)
class PictureCells:
    """Boxes (N, 4) float32 in the picture's own pixels, scores (N,), detector class indices (N,), and warnings."""

    boxes: NDArray[np.float32]
    scores: NDArray[np.float32]
    classes: NDArray[np.intp]
    warnings: Warnings


class DetectionService:
    """Runs one request's tiles through the lane, a batch at a time.

    A batch holds `batch` tiles, or if that is 0 as many as have `batch_pixels` network pixels, which bounds its memory.
    """

    def __init__(self, lane: Lane, batch: int, batch_pixels: int) -> None:
        self._lane = lane
        self._batch = batch
        self._batch_pixels = batch_pixels

    async def detect_tiles(
        self, model: DetectorModel, tiles: NDArray[np.uint8], confidence: float
    ) -> NDArray[np.float32]:
        """(M, 7) float32: tile index, x1, y1, x2, y2 (tile pixels), calibrated score, detector class index.

        `tiles` is (N, H, W, 3) uint8 RGB at the model's scale. Raises TileTooLarge.
        """
        found: list[NDArray[np.float32]] = []
        if len(tiles):
            batch = self._batch_of(model, tiles)
            for start in range(0, len(tiles), batch):
                found += await self._lane.run(model.detect, tiles[start : start + batch], confidence)
        return _with_tile_index(found)

    def _batch_of(self, model: DetectorModel, tiles: NDArray[np.uint8]) -> int:
        frame = model.check(tiles.shape[2], tiles.shape[1])
        return self._batch or max(1, self._batch_pixels // (frame.padded_width * frame.padded_height))

    async def detect_picture(
        self, model: DetectorModel, path: Path, confidence: float, micrometers_per_pixel: float | None
    ) -> PictureCells:
        """The cells of an encoded picture, which is resampled to the model's scale where both scales are known.

        Here, where the whole picture is seen, scores follow it if the model's do; those of `detect_tiles` never do.
        """
        following = Following.of(model.spec.calibration, confidence)
        with await asyncio.to_thread(open_picture, path) as picture:
            plan = PicturePlan.of(picture, model.manifest, micrometers_per_pixel)
            rows = [
                await self._lane.run(_detect_one, model, picture, plan, index, following.asked)
                for index in range(len(plan.tiles))
            ]
        return _join(plan, np.concatenate([_NO_ROWS, *rows]), model.spec.nms_iou, following)


_NO_ROWS = np.empty((0, 6), np.float32)


def _detect_one(
    model: DetectorModel, picture: Picture, plan: PicturePlan, index: int, confidence: float
) -> NDArray[np.float32]:
    """(M, 6) of the cells in the tile's core and the margin around it, boxes in the picture's own pixels."""
    tile = plan.tiles[index]
    pixels = plan.read(picture, tile)
    (rows,) = model.detect(pixels[None], confidence)
    height, width = pixels.shape[:2]
    rows[:, :4] = tile.to_picture(rows[:, :4], width, height)
    owned: NDArray[np.float32] = rows[owned_by_core(rows[:, :4], tile, CORE_MARGIN / plan.factor)]
    return owned


def _join(plan: PicturePlan, rows: NDArray[np.float32], iou: float, following: Following) -> PictureCells:
    keep, merged = merge_seams(rows[:, :4], rows[:, 4], plan.tiles, iou)
    rows = rows[keep]
    rows[:, 4] = following.raised(rows[:, 4], rows[:, 4])
    rows = rows[rows[:, 4] >= np.float32(following.confidence)]
    warnings = list(plan.warnings)
    if merged:
        warnings.append({"code": "seam-merged", "message": f"{merged} cells on seams were seen twice and merged."})
    return PictureCells(rows[:, :4], rows[:, 4], rows[:, 5].astype(np.intp), warnings)


def _with_tile_index(found: list[NDArray[np.float32]]) -> NDArray[np.float32]:
    tiles = np.repeat(np.arange(len(found), dtype=np.float32), [len(rows) for rows in found])
    table = np.empty((len(tiles), COLUMNS), np.float32)
    table[:, 0] = tiles
    table[:, 1:] = np.concatenate([_NO_ROWS, *found])
    return table
