"""Which pictures of a project are nearly the same."""

from uuid import UUID

import numpy as np
from cellscanner_gateway.predictions.twins import Hashed, twins
from cellscanner_gateway.trainings.likeness import alike_groups

ONE, OTHER = UUID(int=1), UUID(int=2)
PLAIN = 0x0F0F_3C3C_5A5A_0FF0


def hashed(number: int, dhash: int, project: UUID = ONE) -> Hashed:
    return Hashed(UUID(int=100 + number), f"{number}.png", project, dhash)


def test_a_copy_is_named_beside_both_pictures() -> None:
    found = twins([hashed(0, PLAIN), hashed(1, PLAIN ^ 0b1011), hashed(2, ~PLAIN)])

    assert {key.int - 100: notice.values for key, notice in found.items()} == {
        0: {"filename": "1.png", "pictures": 2},
        1: {"filename": "0.png", "pictures": 2},
    }


def test_other_projects_and_flat_pictures_are_left_in_peace() -> None:
    assert twins([hashed(0, PLAIN), hashed(1, PLAIN, OTHER)]) == {}
    assert twins([hashed(0, 0), hashed(1, 0b11)]) == {}


def test_bands_find_what_every_pair_would() -> None:
    rng = np.random.default_rng(0)
    base = rng.integers(0, 2**63, 60)
    flips = [sum(1 << int(bit) for bit in rng.choice(63, 4, replace=False)) for _ in range(30)]
    near = base[:30] ^ np.array(flips, np.int64)
    numbers = [int(number) for number in [*base, *near]]

    groups = alike_groups(numbers, ["a"] * len(numbers))

    assert [[index, 60 + index] for index in range(30)] == [group for group in groups if len(group) > 1]


def test_ten_thousand_pictures_are_compared_with_a_few_each() -> None:
    """Every pair would be fifty million; random numbers share a band of 13 bits with six others."""
    numbers = np.random.default_rng(1).integers(-(2**63), 2**63 - 1, 10_000).tolist()

    assert len(alike_groups(numbers, ["a"] * len(numbers))) == 10_000
