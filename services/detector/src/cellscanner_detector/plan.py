"""How one encoded picture is cut and resampled for a model."""

from dataclasses import dataclass

import numpy as np
from cellscanner_shared.geometry import Tile
from cellscanner_shared.magnification import resampling
from cellscanner_shared.packages import ModelManifest
from cellscanner_shared.pictures import Picture
from cellscanner_shared.tiling import tiles_of
from numpy.typing import NDArray

Warnings = list[dict[str, str]]


@dataclass(frozen=True)
class PicturePlan:
    """Tiles in the picture's own pixels, each to be read at `factor` model pixels per picture pixel."""

    factor: float
    tiles: list[Tile]
    warnings: Warnings

    @classmethod
    def of(cls, picture: Picture, manifest: ModelManifest, micrometers_per_pixel: float | None) -> "PicturePlan":
        """Plan `picture` for the model; a scale that the caller gives counts more than the file's own."""
        own = micrometers_per_pixel or picture.micrometers_per_pixel
        wanted = manifest.micrometers_per_pixel
        factor = resampling(own, wanted)
        warnings = [*_conversions(picture.notes), *_of_scale(factor, unknown=wanted is not None and own is None)]
        tiles = tiles_of(picture.width, picture.height, factor or 1.0, manifest.detector)
        return cls(factor or 1.0, tiles, warnings)

    def read(self, picture: Picture, tile: Tile) -> NDArray[np.uint8]:
        """The tile's pixels (height, width, 3) uint8 RGB at the model's scale."""
        return picture.read_region(tile.x, tile.y, tile.width, tile.height, self.factor)


def _conversions(notes: list[str]) -> Warnings:
    return [{"code": note, "message": f"The picture was read with a conversion: {note}."} for note in notes]


def _of_scale(factor: float | None, *, unknown: bool) -> Warnings:
    as_it_is = "it was recognised pixel by pixel as it is."
    if unknown:
        return [{"code": "no-scale", "message": f"The picture's scale is unknown; {as_it_is}"}]
    if factor is None:
        return [{"code": "scale-implausible", "message": f"The picture's scale can hardly be meant; {as_it_is}"}]
    return []
