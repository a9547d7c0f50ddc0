"""What a file is, told by its content: names and extensions are hints at best, and sometimes lies."""

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from pathlib import Path

import openslide

from cellscanner_shared.errors import BrokenSlide, EmptyFile, NotAPicture, PictureError, UnsupportedFormat
from cellscanner_shared.pictures.generic_tiff import is_single_pyramid

_HEAD = 4096
_SLIDE_SUFFIXES = {".svs", ".ndpi", ".scn", ".bif", ".svslide", ".dcm", ".czi"}
# Formats of microscopes' own software, which no reader of ours knows.
_MICROSCOPES = {
    ".nd2": "Nikon",
    ".lif": "Leica",
    ".oib": "Olympus",
    ".oir": "Olympus",
    ".zvi": "Zeiss",
    ".dv": "DeltaVision",
}
_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_JPEG_2000 = partial(
    UnsupportedFormat,
    "JPEG 2000 pictures are not supported. Save the picture as TIFF or PNG.",
    reason="jpeg-2000-unsupported",
)
_REFUSED: tuple[tuple[bytes, Callable[[], PictureError]], ...] = (
    (
        b"GIF8",
        partial(
            UnsupportedFormat,
            "GIF pictures are not supported: they hold only 256 colours. Save the picture as PNG or TIFF.",
            reason="gif-unsupported",
        ),
    ),
    (b"\0\0\0\x0cjP  ", _JPEG_2000),
    (b"\xff\x4f\xff\x51", _JPEG_2000),
    (
        b"8BPS",
        partial(
            UnsupportedFormat,
            "Photoshop files are not supported. Save the picture as TIFF or PNG.",
            reason="photoshop-unsupported",
        ),
    ),
    (b"%PDF", partial(NotAPicture, "The file is a PDF document, not a picture.", reason="file-is-pdf")),
    (
        b"PK\x03\x04",
        partial(
            NotAPicture,
            "The file is a ZIP archive or an office document, not a picture. Unpack it first.",
            reason="file-is-zip",
        ),
    ),
    (
        b"\x1f\x8b",
        partial(
            NotAPicture,
            "The file is a compressed archive, not a picture. Unpack it first.",
            reason="file-is-archive",
        ),
    ),
    (b"\x89HDF", partial(NotAPicture, "The file is an HDF5 container, not a picture.", reason="file-is-hdf5")),
)


class Kind(StrEnum):
    PNG = "PNG"
    JPEG = "JPEG"
    BMP = "BMP"
    WEBP = "WebP"
    TIFF = "TIFF"
    SLIDE = "slide"


def identify(path: Path) -> Kind:
    """The kind of picture. Raises EmptyFile, NotAPicture, UnsupportedFormat or BrokenSlide, and says what was found."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise EmptyFile("The file holds no bytes; perhaps the copy was interrupted.")
    if path.suffix.lower() == ".mrxs":
        raise UnsupportedFormat(
            "A MIRAX slide is a folder of many files; convert it to a single-file slide first.",
            reason="mirax-unsupported",
        )
    return _by_signature(head) or _tiff_or_slide(path, head)


def _by_signature(head: bytes) -> Kind | None:
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if head.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Kind.WEBP
    if head.startswith(b"BM") and len(head) > 14 and head[6:10] == bytes(4):
        return Kind.BMP
    for signature, refuse in _REFUSED:
        if head.startswith(signature):
            raise refuse()
    if head[4:8] == b"ftyp":
        raise UnsupportedFormat(
            "HEIC, AVIF and video files are not supported. Save the picture as PNG or TIFF.", reason="heic-unsupported"
        )
    return None


def _tiff_or_slide(path: Path, head: bytes) -> Kind:
    is_tiff = head.startswith(_TIFF)
    vendor = openslide.OpenSlide.detect_format(path)
    if vendor is not None and (vendor != "generic-tiff" or is_single_pyramid(path)):
        return Kind.SLIDE
    if is_tiff:
        return Kind.TIFF
    raise _unknown(path, head)


def _unknown(path: Path, head: bytes) -> NotAPicture | BrokenSlide | UnsupportedFormat:
    suffix = path.suffix.lower()
    if suffix in _MICROSCOPES:
        return UnsupportedFormat(
            f"Files of the {_MICROSCOPES[suffix]} software ({suffix}) are not supported. "
            "Export the picture there, or with Fiji, as TIFF, which keeps its scale.",
            reason="microscope-file",
            maker=_MICROSCOPES[suffix],
            suffix=suffix,
        )
    if head[128:132] == b"DICM":
        return UnsupportedFormat(
            "The DICOM file holds no whole slide that can be read. Export the picture as TIFF or PNG.",
            reason="dicom-without-slide",
        )
    if suffix in _SLIDE_SUFFIXES:
        return BrokenSlide(
            "The file is named like a slide, but its content is not that of any slide.", reason="slide-in-name-only"
        )
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in start[:1024]:
        return NotAPicture("The file is an SVG drawing, not a picture of pixels.", reason="file-is-svg")
    if start.startswith((b"<!doctype html", b"<html")):
        return NotAPicture(
            "The file is a web page, not a picture; perhaps a download was answered with an error page.",
            reason="file-is-web-page",
        )
    if _is_text(head):
        return NotAPicture("The file holds text, not a picture.", reason="file-is-text")
    return NotAPicture("The content is not that of any picture or slide that can be read.", reason="content-unknown")


def _is_text(head: bytes) -> bool:
    try:
        text = head.decode("utf-8", errors="strict" if len(head) < _HEAD else "ignore")
    except UnicodeDecodeError:
        return False
    return all(character.isprintable() or character in "\r\n\t" for character in text)
