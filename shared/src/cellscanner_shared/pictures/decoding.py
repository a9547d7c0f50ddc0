"""One decoded page, and the border where third-party decoders meet files nobody vouches for."""

import logging
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from tifffile import TiffFileError

from cellscanner_shared.errors import TruncatedPicture
from cellscanner_shared.pictures.convert import Layout, Pixels, Rgb, orient, to_rgb8
from cellscanner_shared.pictures.picture import PictureInfo

_LOG = logging.getLogger(__name__)

# What Pillow (SyntaxError for a broken PNG), tifffile and imagecodecs raise over damaged files.
_DAMAGE = (
    OSError,
    ValueError,
    RuntimeError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    EOFError,
    SyntaxError,
    MemoryError,
    struct.error,
    zlib.error,
    TiffFileError,
    Warning,
)


@contextmanager
def decoding() -> Iterator[None]:
    """Whatever a decoder stumbles over is TruncatedPicture; the decoder's own words go to the log, not to the user."""
    try:
        yield
    except FileNotFoundError:
        raise
    except _DAMAGE as error:
        _LOG.info("not decodable: %s: %s", type(error).__name__, error)
        raise TruncatedPicture(
            "The file begins like a picture, but its content ends early or is damaged.", reason="picture-damaged"
        ) from error


@dataclass(frozen=True)
class Decoded:
    pixels: Rgb
    info: PictureInfo


@dataclass(frozen=True)
class Page:
    """One page whose header has been read and checked; `load` decodes its pixels."""

    header: PictureInfo
    orientation: int
    load: Callable[[], tuple[Pixels, Layout]]

    @property
    def info(self) -> PictureInfo:
        """The header with the sides as they are after rotation; its notes are complete only once decoded."""
        if self.orientation < 5:
            return self.header
        return replace(self.header, width=self.header.height, height=self.header.width)

    def decode(self) -> Decoded:
        """The pixels as RGB, turned upright, and the info with every note."""
        with decoding():
            raw, layout = self.load()
        pixels, notes = to_rgb8(raw, layout)
        if 2 <= self.orientation <= 8:
            pixels, notes = orient(pixels, self.orientation), [*notes, "exif-rotated"]
        info = self.info
        if pixels.shape != (info.height, info.width, 3):
            raise TruncatedPicture(
                f"The file promises {info.width} x {info.height} pixels and holds others.",
                reason="other-pixels-than-promised",
                width=info.width,
                height=info.height,
            )
        return Decoded(pixels, replace(info, notes=[*info.notes, *notes]))
