"""A zip that a stranger may have made, looked at before anything reads its list of files."""

import struct
from pathlib import Path
from typing import BinaryIO

# A list of this size speaks of some million files; Python would hold each as an object.
MOST_DIRECTORY = 64 << 20
_LONGEST_COMMENT = 1 << 16
_END, _END_BYTES = b"PK\x05\x06", 22
_WIDE_LOCATOR, _WIDE_LOCATOR_BYTES, _WIDE_END_BYTES = b"PK\x06\x07", 20, 56


def directory_bytes(file: BinaryIO) -> int | None:
    """Length of a zip's list of files in bytes, as its end states it; None where it has no end. Moves in `file`."""
    size = file.seek(0, 2)
    file.seek(max(size - _LONGEST_COMMENT - _END_BYTES, 0))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_BYTES:
        return None
    if at >= _WIDE_LOCATOR_BYTES and tail[at - _WIDE_LOCATOR_BYTES : at].startswith(_WIDE_LOCATOR):
        file.seek(min(_whole(tail, "<Q", at - 12), size))
        wide = file.read(_WIDE_END_BYTES)
        return _whole(wide, "<Q", 40) if len(wide) == _WIDE_END_BYTES else MOST_DIRECTORY + 1
    return _whole(tail, "<L", at + 12)


def lists_too_much(path: Path) -> bool:
    """Whether the list of files alone is too much to hold. False for what is no zip: whoever opens it will tell."""
    with path.open("rb") as file:
        return (directory_bytes(file) or 0) > MOST_DIRECTORY


def _whole(data: bytes, form: str, at: int) -> int:
    found: int = struct.unpack_from(form, data, at)[0]
    return found
