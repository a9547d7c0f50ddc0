"""Pixels for tiles, at the model's scale, with the way back to the picture's own pixels."""

import asyncio
from dataclasses import dataclass

import numpy as np
from cellscanner_shared.geometry import Tile
from cellscanner_shared.pictures import Picture
from numpy.typing import NDArray

Boxes = NDArray[np.float32]

# Differences of up to this many grey levels over a whole tile are no cell, only a scanner's empty canvas.
_EMPTY_LEVELS = 3


@dataclass(frozen=True)
class Window:
    """`pixels` (H x W x 3 uint8, model's scale) of the part of the picture that `tile` covers."""

    tile: Tile
    pixels: NDArray[np.uint8]

    def to_picture(self, boxes: Boxes) -> Boxes:
        """Boxes (N, 4) of this window's pixels in the picture's pixels."""
        height, width = self.pixels.shape[:2]
        return self.tile.to_picture(boxes, width, height)

    def from_picture(self, boxes: Boxes) -> Boxes:
        """Boxes (N, 4) of the picture's pixels in this window's."""
        height, width = self.pixels.shape[:2]
        return self.tile.from_picture(boxes, width, height)

    def is_empty(self) -> bool:
        """True where no channel changes over the whole tile, halo included."""
        span = self.pixels.max(axis=(0, 1)).astype(np.int16) - self.pixels.min(axis=(0, 1))
        return bool(span.max() <= _EMPTY_LEVELS)


class WindowSource:
    """An open picture as windows, one read at a time. A plain picture is decoded by the first read and kept."""

    def __init__(self, picture: Picture, scale: float) -> None:
        self._picture = picture
        self._scale = scale
        self._lock = asyncio.Lock()

    @property
    def is_slide(self) -> bool:
        return self._picture.is_slide

    @property
    def notes(self) -> list[str]:
        """What was done to make the picture 8-bit RGB; complete after the first read."""
        return self._picture.notes

    async def read(self, tile: Tile) -> Window:
        async with self._lock:
            pixels = await asyncio.to_thread(
                self._picture.read_region, tile.x, tile.y, tile.width, tile.height, self._scale
            )
        return Window(tile, pixels)
