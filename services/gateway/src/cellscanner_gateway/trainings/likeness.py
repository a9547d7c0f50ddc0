"""Near-identical frames: a time series or a picture saved twice must not stand on both sides of a split."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from cellscanner_shared.pictures import open_picture
from numpy.typing import NDArray

# Bits of 64 by which two frames of one field differ at most.
MOST_DIFFERENT = 4
_ROWS, _COLUMNS = 8, 9
# Bits of a band: five of them hold all 64.
_BAND = 13


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
    group = list(range(len(hashes)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for bucket in _candidates(hashes, places):
        numbers = np.array([hashes[index] for index in bucket], np.int64).view(np.uint64)
        for at, index in enumerate(bucket):
            for other in np.flatnonzero(_different_bits(numbers[:at], numbers[at]) <= MOST_DIFFERENT).tolist():
                group[root(index)] = root(bucket[other])
    first = {key: index for index, key in reversed(list(enumerate(zip(hashes, places, strict=True))))}
    for index, key in enumerate(zip(hashes, places, strict=True)):
        group[root(index)] = root(first[key])
    found: dict[int, list[int]] = {}
    for index in range(len(hashes)):
        found.setdefault(root(index), []).append(index)
    return list(found.values())


def _candidates(hashes: Sequence[int], places: Sequence[object]) -> list[list[int]]:
    """Indices that may be alike, each different number of a place once.

    Of five bands of the 64 bits one is the same in two numbers that differ in four bits, so that only such pairs are
    compared: the work grows with the pictures and not with their pairs.
    """
    buckets: dict[tuple[object, int, int], list[int]] = {}
    seen: set[tuple[int, object]] = set()
    for index, (number, place) in enumerate(zip(hashes, places, strict=True)):
        if (number, place) in seen:
            continue
        seen.add((number, place))
        for band in range(MOST_DIFFERENT + 1):
            bits = (number >> (band * _BAND)) & ((1 << _BAND) - 1)
            buckets.setdefault((place, band, bits), []).append(index)
    return [bucket for bucket in buckets.values() if len(bucket) > 1]


def _different_bits(numbers: NDArray[np.uint64], one: np.uint64) -> NDArray[np.uint8]:
    return np.asarray(np.bitwise_count(numbers ^ one), np.uint8)
