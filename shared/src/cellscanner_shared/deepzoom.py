"""Deep-zoom (DZI) tiles and thumbnails of any picture, for a zoomable viewer such as OpenSeadragon.

Level L of a picture has ceil(side / 2 ** (max_level - L)) pixels a side; max_level = ceil(log2(longer side)) is the
full resolution and level 0 is one pixel. Tiles are 256 pixels and overlap by 1 on every inner edge.
"""

import math
from io import BytesIO

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cellscanner_shared.errors import NotFound
from cellscanner_shared.pictures import Picture

TILE_SIZE = 256
OVERLAP = 1
_QUALITY = 85


def descriptor(width: int, height: int) -> str:
    """The .dzi XML of a picture of this size."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Image xmlns="http://schemas.microsoft.com/deepzoom/2008" '
        f'Format="jpeg" Overlap="{OVERLAP}" TileSize="{TILE_SIZE}">'
        f'<Size Width="{width}" Height="{height}"/></Image>'
    )


class DeepZoom:
    """Tiles of one open picture. Smaller levels of a picture kept in memory are made once and kept; not thread-safe."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._pyramid: list[NDArray[np.uint8]] = []
        self.max_level = (max(picture.width, picture.height) - 1).bit_length()

    def level_size(self, level: int) -> tuple[int, int]:
        """Width and height of a level, in its own pixels. Raises NotFound for a level there is not."""
        if not 0 <= level <= self.max_level:
            raise NotFound(
                f"The picture has levels 0 to {self.max_level}, not {level}.",
                reason="no-such-level",
                most=self.max_level,
                level=level,
            )
        zoom = 2 ** (self.max_level - level)
        return math.ceil(self._picture.width / zoom), math.ceil(self._picture.height / zoom)

    def tile(self, level: int, column: int, row: int) -> bytes:
        """The tile as JPEG. Raises NotFound for a tile there is not."""
        width, height = self.level_size(level)
        x, right = _extent(column, width)
        y, bottom = _extent(row, height)
        return _jpeg(self._pixels(level, x, y, right - x, bottom - y))

    def _pixels(self, level: int, x: int, y: int, width: int, height: int) -> NDArray[np.uint8]:
        if not self._picture.is_slide:
            return self._level(level)[y : y + height, x : x + width]
        zoom = 2 ** (self.max_level - level)
        # The last pixel of a level may stand for fewer pixels of the picture than the others.
        full_width = min((x + width) * zoom, self._picture.width) - x * zoom
        full_height = min((y + height) * zoom, self._picture.height) - y * zoom
        return self._picture.read_resized(x * zoom, y * zoom, full_width, full_height, width, height)

    def _level(self, level: int) -> NDArray[np.uint8]:
        if not self._pyramid:
            self._pyramid.append(self._picture.read())
        while len(self._pyramid) <= self.max_level - level:
            size = self.level_size(self.max_level - len(self._pyramid))
            self._pyramid.append(
                np.asarray(cv2.resize(self._pyramid[-1], size, interpolation=cv2.INTER_AREA), np.uint8)
            )
        return self._pyramid[self.max_level - level]


def thumbnail(picture: Picture, longest: int = 256) -> bytes:
    """The whole picture as a JPEG whose longer side is at most `longest`; never enlarged."""
    scale = min(1.0, longest / max(picture.width, picture.height))
    return _jpeg(picture.read_region(0, 0, picture.width, picture.height, scale))


def _extent(index: int, length: int) -> tuple[int, int]:
    start, end = index * TILE_SIZE, (index + 1) * TILE_SIZE
    if index < 0 or start >= length:
        raise NotFound("The picture has no such tile.", reason="no-such-tile")
    return max(start - OVERLAP, 0), min(end + OVERLAP, length)


def _jpeg(pixels: NDArray[np.uint8]) -> bytes:
    buffer = BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels)).save(buffer, "JPEG", quality=_QUALITY)
    return buffer.getvalue()
