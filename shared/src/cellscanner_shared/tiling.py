"""The tiles in which a detector sees a picture; the same for every service and for the measurements of a training."""

import math

from cellscanner_shared.geometry import Tile, plan_tiles
from cellscanner_shared.packages.manifest import DetectorInput, DetectorSpec

# Two tiles place one cell's centre a little differently. A tile also keeps what lies this far (model pixels) beyond its
# core, so that no cell falls between two cores; seam merging then takes out the one that is there twice.
CORE_MARGIN = 4.0


def tiles_of(width: int, height: int, scale: float, spec: DetectorSpec, reach: float = 1.0) -> list[Tile]:
    """Tiles, in its pixels, of a picture that is read at `scale` model pixels per picture pixel.

    The halo is `reach` times the largest cell wide. Raises ValueError where that leaves no room for a core.
    """
    # Whole model pixels first: a tile that is rounded up when it is read must still fit the network.
    most = math.floor(spec.input.max_size / spec.input.upsample)
    return plan_tiles(
        width,
        height,
        max_size=max(1, math.floor(most / scale)),
        halo=math.ceil(spec.largest_cell_px * reach / scale),
        multiple=tile_multiple(spec.input) if scale == 1.0 else 1,
    )


def tile_multiple(spec: DetectorInput) -> int:
    """Smallest tile side, in model pixels, that fills whole multiples of network pixels after upsampling."""
    sides = (side for side in range(1, spec.multiple + 1) if (side * spec.upsample) % spec.multiple == 0)
    return next(sides, 1)
