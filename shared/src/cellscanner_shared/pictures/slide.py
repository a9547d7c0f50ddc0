"""Whole slides by OpenSlide, read region by region, never whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import openslide
from PIL import Image

from cellscanner_shared.errors import BrokenSlide, UnsupportedCompression
from cellscanner_shared.pictures.picture import Picture, PictureInfo, Rgb
from cellscanner_shared.pictures.resample import WHITE, read_window, resample
from cellscanner_shared.pictures.scale import from_properties
from cellscanner_shared.pictures.settings import PictureSettings, check_pixels

_VENDORS = {
    "aperio": "Aperio SVS",
    "dicom": "DICOM",
    "generic-tiff": "tiled TIFF",
    "hamamatsu": "Hamamatsu NDPI",
    "leica": "Leica SCN",
    "philips": "Philips TIFF",
    "sakura": "Sakura SVSLIDE",
    "trestle": "Trestle TIFF",
    "ventana": "Ventana BIF",
    "zeiss": "Zeiss CZI",
}
_PROBE = 64
# Most pixels that one read from the file may take; larger regions are put together from parts.
_MOST_PIXELS = 4_000_000


class SlidePicture(Picture):
    """An open slide; holds one file handle and OpenSlide's own cache of tiles (32 MB)."""

    is_slide = True

    def __init__(self, path: Path, settings: PictureSettings) -> None:
        with _slide_errors():
            self._slide = openslide.OpenSlide(path)
        info = _info(self._slide)
        super().__init__(info, settings)
        check_pixels(info.width, info.height, settings.max_slide_megapixels)

    def read_resized(self, x: float, y: float, width: float, height: float, out_width: int, out_height: int) -> Rgb:
        level = self._slide.get_best_level_for_downsample(max(width / out_width, height / out_height) * 1.01)
        zoom = self._slide.level_downsamples[level]
        if width * height / zoom**2 > _MOST_PIXELS:
            return self._in_parts(x, y, width, height, out_width, out_height)
        read = partial(self._read_level, level)
        return read_window(read, x / zoom, y / zoom, width / zoom, height / zoom, out_width, out_height)

    def close(self) -> None:
        self._slide.close()

    def _in_parts(self, x: float, y: float, width: float, height: float, out_width: int, out_height: int) -> Rgb:
        if out_width == out_height == 1:
            grid = self.read_resized(x, y, width, height, 16, 16)
            return resample(grid, (0, 0, 16, 16), 1, 1)
        if out_height > out_width:
            upper = out_height // 2
            seam = height * upper / out_height
            first = self.read_resized(x, y, width, seam, out_width, upper)
            second = self.read_resized(x, y + seam, width, height - seam, out_width, out_height - upper)
            return np.concatenate([first, second], axis=0)
        left = out_width // 2
        seam = width * left / out_width
        first = self.read_resized(x, y, seam, height, left, out_height)
        second = self.read_resized(x + seam, y, width - seam, height, out_width - left, out_height)
        return np.concatenate([first, second], axis=1)

    def _read_level(self, level: int, x: int, y: int, width: int, height: int) -> Rgb:
        """Whole pixels of one level; white where the slide was not scanned."""
        zoom = self._slide.level_downsamples[level]
        with _slide_errors():
            image = self._slide.read_region((round(x * zoom), round(y * zoom)), level, (width, height))
        rgba = np.asarray(image)
        if rgba[:, :, 3].min() == WHITE:
            return np.asarray(cv2.cvtColor(rgba, cv2.COLOR_RGBA2RGB), np.uint8)
        canvas = Image.new("RGB", image.size, (WHITE, WHITE, WHITE))
        canvas.paste(image, mask=image.getchannel("A"))
        return np.asarray(canvas)

    def probe(self) -> None:
        """Read a little of the middle of every level, so that a damaged slide is found before it is predicted."""
        for level, (width, height) in enumerate(self._slide.level_dimensions):
            x, y = max(0, (width - _PROBE) // 2), max(0, (height - _PROBE) // 2)
            self._read_level(level, x, y, min(width, _PROBE), min(height, _PROBE))


def inspect_slide(path: Path, settings: PictureSettings) -> PictureInfo:
    """Size, vendor and scale of a slide. Raises BrokenSlide if a sample of any level cannot be read."""
    with SlidePicture(path, settings) as slide:
        slide.probe()
        return slide.info


def _info(slide: openslide.OpenSlide) -> PictureInfo:
    width, height = slide.dimensions
    properties = slide.properties
    vendor = properties.get(openslide.PROPERTY_NAME_VENDOR, "slide")
    scale = from_properties(
        properties.get(openslide.PROPERTY_NAME_MPP_X), properties.get(openslide.PROPERTY_NAME_MPP_Y)
    )
    return PictureInfo(width, height, 0, 1, _VENDORS.get(vendor, vendor), 8, "RGB", scale)


@contextmanager
def _slide_errors() -> Iterator[None]:
    try:
        yield
    except openslide.OpenSlideError as error:
        if "compression" in str(error).lower():
            raise UnsupportedCompression(
                "The slide is compressed in a way that cannot be read.", reason="slide-compression"
            ) from error
        raise BrokenSlide(
            "The slide opens, but its pixels cannot be read; the file is damaged.", reason="slide-pixels-unreadable"
        ) from error
