"""Frames of one field hash alike, other fields do not."""

from pathlib import Path

import numpy as np
import pytest
from cellscanner_gateway.trainings.likeness import alike_groups, hash_picture
from numpy.typing import NDArray
from PIL import Image
from support.labelling import field


def save(path: Path, pixels: NDArray[np.uint8]) -> Path:
    Image.fromarray(pixels).save(path)
    return path


def bits(first: int, second: int) -> int:
    return ((first ^ second) & (2**64 - 1)).bit_count()


def test_the_hash_says_where_the_picture_becomes_brighter(tmp_path: Path) -> None:
    ramp = np.repeat(np.arange(0, 180, 2, dtype=np.uint8)[None, :, None], 80, axis=0).repeat(3, axis=2)

    assert hash_picture(save(tmp_path / "rising.png", ramp), 0) == -1  # 64 ones
    assert hash_picture(save(tmp_path / "falling.png", ramp[:, ::-1].copy()), 0) == 0


def test_a_frame_with_noise_saved_as_jpeg_is_alike_and_another_field_is_not(tmp_path: Path) -> None:
    first = field(1)
    noise = np.random.default_rng(0).integers(-6, 7, first.shape)
    later = np.clip(first.astype(np.int64) + noise, 0, 255).astype(np.uint8)

    hashes = [
        hash_picture(save(tmp_path / "first.png", first), 0),
        hash_picture(save(tmp_path / "later.jpeg", later), 0),
        hash_picture(save(tmp_path / "other.png", field(2)), 0),
    ]

    assert bits(hashes[0], hashes[1]) <= 4
    assert bits(hashes[0], hashes[2]) > 10
    assert alike_groups(hashes, ["a", "a", "a"]) == [[0, 1], [2]]


@pytest.mark.parametrize(
    ("hashes", "places", "groups"),
    [
        ([0, 0b1111, 0b11111], "aaa", [[0, 1, 2]]),  # a chain
        ([0, 0b11111], "aa", [[0], [1]]),
        ([0, 0, 0], "aba", [[0, 2], [1]]),  # of one project only
        ([-1, 2**63 - 1], "aa", [[0, 1]]),
        ([], "", []),
    ],
)
def test_groups(hashes: list[int], places: str, groups: list[list[int]]) -> None:
    assert alike_groups(hashes, places) == groups
