"""Arrays between services as `.npy` bytes: read without a copy, and never trusted.

Only the plain form is accepted: version 1.0, C order, the dtype the caller expects, a body as long as its header says.
The header is matched, not evaluated, and nothing is allocated for it; pickles cannot pass.
"""

import math
import re
from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from cellscanner_shared.errors import CellScannerError

T = TypeVar("T", bound=np.generic)

MEDIA_TYPE = "application/x-npy"
_MAGIC = b"\x93NUMPY\x01\x00"
_ALIGNMENT = 64
_MOST_ELEMENTS = 1 << 48
_HEADER = re.compile(
    rb"\{'descr': '([|<][a-z][0-9]{1,2})', 'fortran_order': False, "
    rb"'shape': \(((?:[0-9]{1,12}, ?)*(?:[0-9]{1,12})?)\), ?\} *\n"
)


class InvalidArray(CellScannerError):
    """The bytes are not the `.npy` array that was asked for."""

    status, slug, title = 422, "invalid-array", "This is not the array that was expected"


def encode(array: NDArray[np.generic]) -> bytes:
    """`array` as `.npy` 1.0 bytes, C order, the data on a 64 byte boundary."""
    header = f"{{'descr': '{array.dtype.str}', 'fortran_order': False, 'shape': {array.shape}, }}".encode()
    padding = -(len(_MAGIC) + 2 + len(header) + 1) % _ALIGNMENT
    header += b" " * padding + b"\n"
    return b"".join((_MAGIC, len(header).to_bytes(2, "little"), header, np.ascontiguousarray(array).data))


def decode(body: bytes | bytearray | memoryview, dtype: type[T], shape: Sequence[int | None]) -> NDArray[T]:
    """The array in `body`, a view of it without a copy; None in `shape` stands for any length.

    Raises InvalidArray, in words, for anything but that dtype and shape.
    """
    view = memoryview(body)
    found_dtype, found_shape, offset = _parse_header(view)
    if found_dtype != np.dtype(dtype).str:
        raise InvalidArray(f"The array holds {found_dtype}, expected {np.dtype(dtype).str}.")
    if len(found_shape) != len(shape) or any(
        want not in (None, got) for got, want in zip(found_shape, shape, strict=True)
    ):
        wanted = " x ".join("any" if length is None else str(length) for length in shape)
        raise InvalidArray(f"The array is {' x '.join(map(str, found_shape)) or 'a scalar'}, expected {wanted}.")
    # A length of 0 must not hide lengths that numpy cannot count.
    if math.prod(max(1, length) for length in found_shape) > _MOST_ELEMENTS:
        raise InvalidArray("The array's header names lengths that no array has.")
    if math.prod(found_shape) * np.dtype(dtype).itemsize != len(view) - offset:
        raise InvalidArray("The body is not as long as the array's header says.")
    return np.frombuffer(view, dtype=dtype, offset=offset).reshape(found_shape)


def _parse_header(view: memoryview) -> tuple[str, tuple[int, ...], int]:
    start = len(_MAGIC) + 2
    if bytes(view[: len(_MAGIC)]) != _MAGIC or len(view) < start:
        raise InvalidArray("The body does not begin as a version 1.0 .npy file.")
    end = start + int.from_bytes(view[len(_MAGIC) : start], "little")
    match = _HEADER.fullmatch(bytes(view[start:end]))
    if match is None:
        raise InvalidArray("The array's header is not that of a plain numeric array in C order.")
    lengths = tuple(int(length) for length in match[2].replace(b" ", b"").split(b",") if length)
    return match[1].decode(), lengths, end
