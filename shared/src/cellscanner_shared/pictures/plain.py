"""PNG, JPEG, BMP and WebP, and the picture that is decoded once and kept in memory."""

from functools import partial
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
from PIL import BmpImagePlugin, Image, ImageFile, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from cellscanner_shared.errors import UnsupportedFormat
from cellscanner_shared.pictures.convert import Layout, Pixels, Rgb
from cellscanner_shared.pictures.decoding import Decoded, Page, decoding
from cellscanner_shared.pictures.identify import Kind
from cellscanner_shared.pictures.picture import Picture, PictureInfo
from cellscanner_shared.pictures.resample import cut_white, read_window
from cellscanner_shared.pictures.settings import PictureSettings, check_compression, check_pixels

# The classes themselves, not Image.open: only these decoders may run, and the pixel limit is ours.
_READERS: dict[Kind, type[ImageFile.ImageFile]] = {
    Kind.PNG: PngImagePlugin.PngImageFile,
    Kind.JPEG: JpegImagePlugin.JpegImageFile,
    Kind.BMP: BmpImagePlugin.BmpImageFile,
    Kind.WEBP: WebPImagePlugin.WebPImageFile,
}
_LAYOUTS: dict[str, Layout] = {
    "1": "grey",
    "L": "grey",
    "LA": "grey-alpha",
    "RGB": "rgb",
    "RGBA": "rgba",
    "CMYK": "cmyk",
}
_EXIF_ORIENTATION = 0x0112
_PNG_DEPTH = 24  # offset of the bit depth in the header chunk, which is always the first


class PlainPicture(Picture):
    """Decoded on the first read and kept until it is closed."""

    is_slide = False

    def __init__(self, page: Page, settings: PictureSettings) -> None:
        super().__init__(page.info, settings)
        self._page = page
        self._decoded: Decoded | None = None

    @property
    def notes(self) -> list[str]:
        return self._decode().info.notes

    def read_resized(self, x: float, y: float, width: float, height: float, out_width: int, out_height: int) -> Rgb:
        pixels = self._decode().pixels
        return read_window(partial(cut_white, pixels), x, y, width, height, out_width, out_height)

    def close(self) -> None:
        self._decoded = None

    def _decode(self) -> Decoded:
        if self._decoded is None:
            self._decoded = self._page.decode()
            self.info = self._decoded.info
        return self._decoded


def plain_pages(path: Path, kind: Kind, settings: PictureSettings) -> list[Page]:
    """The one page of the file, its header read and its size checked."""
    with decoding(), _READERS[kind](path) as image:
        if getattr(image, "is_animated", False):
            raise UnsupportedFormat(
                "The file is an animation. Save the one picture to be counted as PNG or TIFF.",
                reason="file-is-animation",
            )
        check_pixels(*image.size, settings.max_megapixels)
        depth = _bit_depth(path, kind, image.mode)
        bands = len(image.getbands())
        check_compression(image.width * image.height * bands * depth / 8, path.stat().st_size, settings)
        notes = ["palette-expanded"] if image.mode in ("P", "PA") else []
        info = PictureInfo(image.width, image.height, 0, 1, kind.value, depth, image.mode, None, notes)
        return [Page(info, _orientation(image, path), partial(_load, path, kind, depth))]


def _bit_depth(path: Path, kind: Kind, mode: str) -> int:
    if kind is Kind.PNG:
        with path.open("rb") as file:
            return file.read(_PNG_DEPTH + 1)[_PNG_DEPTH]
    return 1 if mode == "1" else 8


def _orientation(image: Image.Image, path: Path) -> int:
    if isinstance(image, PngImagePlugin.PngImageFile) and not _may_hold_exif(path):
        # Asked for EXIF, Pillow decodes the whole picture, because a PNG may hold it behind its pixels.
        return 1
    orientation: Any = image.getexif().get(_EXIF_ORIENTATION, 1)
    return orientation if isinstance(orientation, int) else 1


def _may_hold_exif(path: Path) -> bool:
    content = path.read_bytes()
    return any(mark in content for mark in (b"eXIf", b"Raw profile type exif", b"XML:com.adobe.xmp"))


def _load(path: Path, kind: Kind, depth: int) -> tuple[Pixels, Layout]:
    if depth == 16:
        # Pillow would drop the lower half of 16-bit colours on its own.
        pixels = imagecodecs.png_decode(path.read_bytes())
        planes = 1 if pixels.ndim == 2 else pixels.shape[2]
        layouts: dict[int, Layout] = {1: "grey", 2: "grey-alpha", 3: "rgb", 4: "rgba"}
        return pixels.reshape(pixels.shape[:2]) if planes == 1 else pixels, layouts[planes]
    with _READERS[kind](path) as image:
        image.load()
        plain = _without_palette(image)
        return np.asarray(plain), _LAYOUTS[plain.mode]


def _without_palette(image: Image.Image) -> Image.Image:
    if "transparency" in image.info and image.mode in ("1", "L", "RGB", "P"):
        return image.convert("RGBA")
    return image if image.mode in _LAYOUTS else image.convert("RGBA" if image.mode == "PA" else "RGB")
