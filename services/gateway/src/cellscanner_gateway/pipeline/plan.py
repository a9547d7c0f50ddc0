"""Which tiles of a picture are looked at, and which of them travel together."""

import math
from dataclasses import dataclass

from cellscanner_shared.geometry import Tile
from cellscanner_shared.packages import ModelManifest
from cellscanner_shared.tiling import tiles_of

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
    crop = manifest.classifier.crop if manifest.classifier else None
    reach = max(1.0, 0.5 + crop.margin) if crop else 1.0
    return Plan(width, height, scale, tiles_of(width, height, scale, manifest.detector, reach))
