"""Small encoded pictures, good and bad, for tests of uploading."""

from io import BytesIO
from typing import Any

import numpy as np
import tifffile
from numpy.typing import NDArray
from PIL import Image

Number = np.integer[Any] | np.floating[Any]


def noise(height: int, width: int, channels: int | None = 3, dtype: type[Number] = np.uint8) -> NDArray[Any]:
    """Random pixels, the same every time; nothing that a check of compression could take for a bomb."""
    shape = (height, width) if channels is None else (height, width, channels)
    top = np.iinfo(dtype).max if issubclass(dtype, np.integer) else 1
    return (np.random.default_rng(1).random(shape) * top).astype(dtype)


def encode(pixels: NDArray[Any], form: str, mode: str | None = None, **options: Any) -> bytes:
    """`pixels` as a file of this format, converted to `mode` first."""
    image = Image.fromarray(pixels)
    out = BytesIO()
    (image.convert(mode) if mode else image).save(out, form, **options)
    return out.getvalue()


def png(height: int = 40, width: int = 60, mode: str | None = None) -> bytes:
    return encode(noise(height, width), "PNG", mode)


def rotated_jpeg() -> bytes:
    """60 x 40 as stored, 40 x 60 as shown: EXIF orientation 6."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return encode(noise(40, 60), "JPEG", exif=exif)


def png_16_bit() -> bytes:
    return encode(noise(40, 60, None, np.uint16), "PNG")


def tiff_pages(pages: int) -> bytes:
    out = BytesIO()
    with tifffile.TiffWriter(out) as writer:
        for _ in range(pages):
            writer.write(noise(32, 48), photometric="rgb")
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of some hundred kilobytes that claims 30,000 x 30,000 pixels."""
    return encode(np.zeros((30_000, 30_000), bool), "PNG")
