"""Which tiles of a picture are looked at, and which of them travel together."""

import math
from dataclasses import dataclass

from cellscanner_shared.geometry import Tile, plan_tiles
from cellscanner_shared.packages import ModelManifest
from cellscanner_shared.packages.manifest import DetectorInput

# Tile pixels at the model's scale in one request: enough to feed a network, few enough to start the classifier early.
_BATCH_PIXELS = 1 << 21


@dataclass(frozen=True)
class Plan:
    """Tiles in pixels of a `width x height` picture, each to be read at `scale` model pixels per picture pixel."""

    width: int
    height: int
    scale: float
    tiles: list[Tile]

    def batches(self) -> list[list[int]]:
        """Indices of tiles, row by row, in groups of bounded size; all tiles of a plan have one size."""
        area = self.tiles[0].width * self.tiles[0].height * self.scale**2
        room = max(1, math.floor(_BATCH_PIXELS / area))
        return [list(range(start, min(start + room, len(self.tiles)))) for start in range(0, len(self.tiles), room)]


def make_plan(width: int, height: int, scale: float, manifest: ModelManifest) -> Plan:
    """Tiles for a picture of `width x height` picture pixels.

    The halo holds the largest cell and the whole window of its crop, so that every crop can be cut from its own tile.
    """
    detector, crop = manifest.detector, manifest.classifier.crop if manifest.classifier else None
    reach = max(1.0, 0.5 + crop.margin) if crop else 1.0
    tiles = plan_tiles(
        width,
        height,
        max_size=max(1, math.floor(detector.input.max_size / detector.input.upsample / scale)),
        halo=math.ceil(detector.largest_cell_px * reach / scale),
        multiple=_tile_multiple(detector.input) if scale == 1.0 else 1,
    )
    return Plan(width, height, scale, tiles)


def _tile_multiple(spec: DetectorInput) -> int:
    """Smallest tile side, in model pixels, that fills whole multiples of network pixels after upsampling."""
    sides = (side for side in range(1, spec.multiple + 1) if (side * spec.upsample) % spec.multiple == 0)
    return next(sides, 1)
