import numpy as np
import pytest
from cellscanner_shared.geometry import pairs_within
from hypothesis import given
from hypothesis import strategies as st


def test_the_border_counts() -> None:
    first, second = pairs_within(
        np.array([[0.0, 0.0], [50.0, 0.0]]), np.array([[3.0, 4.0], [3.0, 4.1], [50.0, 5.0]]), 5.0
    )

    assert list(zip(first.tolist(), second.tolist(), strict=True)) == [(0, 0), (1, 2)]


def test_nothing_near_nothing() -> None:
    none = np.empty((0, 2))

    assert len(pairs_within(none, np.zeros((1, 2)), 5.0)[0]) == 0
    assert len(pairs_within(np.zeros((1, 2)), none, 5.0)[0]) == 0
    assert pairs_within(np.zeros((1, 2)), np.zeros((2, 2)), 0.0)[1].tolist() == [0, 1]


def test_a_negative_distance_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        pairs_within(np.zeros((1, 2)), np.zeros((1, 2)), -1.0)


point = st.tuples(st.integers(-100, 100), st.integers(-100, 100))


@given(st.lists(point, max_size=30), st.lists(point, max_size=30), st.integers(0, 80))
def test_same_as_comparing_all(a: list[tuple[int, int]], b: list[tuple[int, int]], distance: int) -> None:
    expected = [
        (i, j)
        for i, p in enumerate(a)
        for j, q in enumerate(b)
        if (p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2 <= distance**2
    ]

    first, second = pairs_within(np.array(a, float).reshape(-1, 2), np.array(b, float).reshape(-1, 2), distance)

    assert list(zip(first.tolist(), second.tolist(), strict=True)) == expected
