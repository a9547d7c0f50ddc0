"""Near-identical frames: a time series or a picture saved twice must not stand on both sides of a split."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from cellscanner_shared.pictures import open_picture
from numpy.typing import NDArray

# Bits of 64 by which two frames of one field differ at most.
MOST_DIFFERENT = 4
_ROWS, _COLUMNS = 8, 9


def hash_picture(path: Path, page: int) -> int:
    """The difference hash: whether each of 8 x 8 areas is darker than the one to its right; a signed 64-bit number.

    Raises PictureError. See Buchner, ImageHash; the pixels are area means of the whole picture.
    """
    with open_picture(path, page) as picture:
        small = picture.read_resized(0, 0, picture.width, picture.height, _COLUMNS, _ROWS)
    grey = small.astype(np.float32).mean(axis=2)
    bits = np.packbits(grey[:, :-1] < grey[:, 1:])
    return int.from_bytes(bits.tobytes(), "big", signed=True)


def alike_groups(hashes: Sequence[int], places: Sequence[object]) -> list[list[int]]:
    """Indices of pictures in groups of near-identical ones of the same place, each group joined over its chain."""
    numbers = np.array(hashes, np.int64).view(np.uint64)
    group = list(range(len(hashes)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for index in range(len(hashes)):
        for other in np.flatnonzero(_different_bits(numbers[:index], numbers[index]) <= MOST_DIFFERENT).tolist():
            if places[other] == places[index]:
                group[root(index)] = root(other)
    found: dict[int, list[int]] = {}
    for index in range(len(hashes)):
        found.setdefault(root(index), []).append(index)
    return list(found.values())


def _different_bits(numbers: NDArray[np.uint64], one: np.uint64) -> NDArray[np.uint8]:
    return np.asarray(np.bitwise_count(numbers ^ one), np.uint8)
