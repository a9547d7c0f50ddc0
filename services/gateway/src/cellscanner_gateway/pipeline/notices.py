"""Warnings that travel with a result: stable codes for programs, words for people."""

from dataclasses import dataclass
from typing import Any

_PICTURE_NOTES = {
    "converted-16-bit": "The picture has more than 8 bits a channel and was converted to 8 bits by one fixed rule.",
    "converted-32-bit": "The picture has more than 16 bits a channel and was converted to 8 bits by one fixed rule.",
    "converted-float": "The picture holds fractions and was converted to 8 bits by one fixed rule.",
    "converted-cmyk": "The picture is in CMYK colours and was converted to RGB.",
    "alpha-removed": "The picture has transparent parts, which were laid on white.",
    "palette-expanded": "The picture has a colour palette and was converted to RGB.",
    "exif-rotated": "The picture was turned as its camera recorded; coordinates are those of the turned picture.",
    "grey-expanded": "The picture is grey and was given to the model as RGB.",
}


@dataclass(frozen=True)
class Notice:
    """One warning about a picture's result."""

    code: str
    message: str

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "message": self.message}


def picture_notices(notes: list[str]) -> list[Notice]:
    """What the reader did to the picture before anything looked at it."""
    return [Notice(note, _PICTURE_NOTES.get(note, f"The picture was converted: {note}.")) for note in notes]


def tiles_failed(failed: int, total: int, megapixels: float) -> Notice:
    return Notice(
        "tile-failed",
        f"{failed} of {total} tiles could not be recognised; {megapixels:.3f} megapixels are missing from the counts.",
    )


def seams_merged(count: int) -> Notice:
    return Notice("seam-merged", f"{count} cells seen by two neighbouring tiles were counted once.")
