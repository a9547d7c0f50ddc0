"""The face of every picture, whatever file it came from."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

from cellscanner_shared.pictures.settings import PictureSettings, check_pixels

Rgb = NDArray[np.uint8]


@dataclass(frozen=True)
class PictureInfo:
    """One page of a file, as shown to users.

    `width` and `height` are those of the picture as it is read, after any EXIF rotation; `bit_depth` and `mode` are the
    file's own. `notes` are codes of what was done to make it 8-bit RGB: converted-16-bit, converted-32-bit,
    converted-float, converted-cmyk, alpha-removed, palette-expanded, exif-rotated, grey-expanded.
    """

    width: int
    height: int
    page: int
    pages: int
    format: str
    bit_depth: int
    mode: str
    micrometers_per_pixel: float | None
    notes: list[str] = field(default_factory=list)


class Picture(ABC):
    """An open picture: H x W x 3 uint8 RGB, origin top-left. Close it, or use it as a context manager."""

    is_slide: bool

    def __init__(self, info: PictureInfo, settings: PictureSettings) -> None:
        self.info = info
        self._settings = settings

    @property
    def width(self) -> int:
        return self.info.width

    @property
    def height(self) -> int:
        return self.info.height

    @property
    def micrometers_per_pixel(self) -> float | None:
        return self.info.micrometers_per_pixel

    @property
    def notes(self) -> list[str]:
        return self.info.notes

    def read(self) -> Rgb:
        """The whole picture. Raises PictureTooLarge above `CELLSCANNER_PICTURES_MAX_MEGAPIXELS`."""
        check_pixels(self.width, self.height, self._settings.max_megapixels)
        return self.read_resized(0, 0, self.width, self.height, self.width, self.height)

    def read_region(self, x: float, y: float, width: float, height: float, scale: float = 1.0) -> Rgb:
        """The region, in full-resolution pixels (fractions allowed), as round(width * scale) x round(height * scale).

        White outside the picture; averaged over the area when it shrinks, bilinear when it grows.
        Raises BrokenSlide where the file turns out to be damaged.
        """
        out_width, out_height = max(1, round(width * scale)), max(1, round(height * scale))
        return self.read_resized(x, y, width, height, out_width, out_height)

    @abstractmethod
    def read_resized(self, x: float, y: float, width: float, height: float, out_width: int, out_height: int) -> Rgb:
        """The region, in full-resolution pixels, resampled to exactly `out_height` x `out_width` x 3."""

    @abstractmethod
    def close(self) -> None:
        """Let the file and the memory go."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
