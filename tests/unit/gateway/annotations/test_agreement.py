"""F1 and kappa against numbers worked out by hand, and matching against the plain way."""

from collections import Counter

import numpy as np
import pytest
from cellscanner_gateway.annotations.agreement import LEAST_OVERLAP, agreement, kappa, match
from cellscanner_gateway.annotations.cells import Cell, Content, by_id
from cellscanner_shared.geometry import iou_matrix
from hypothesis import given, settings
from hypothesis import strategies as st

Box = tuple[float, float, float, float]


def test_kappa_of_a_textbook_table() -> None:
    # Cohen's kappa of 20, 5, 10, 15 in 50 is 0.4.
    table = Counter({("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15})
    assert kappa(table) == pytest.approx(0.4)
    assert kappa(Counter({("yes", "yes"): 7})) is None
    assert kappa(Counter()) is None
    assert kappa(Counter({("a", "b"): 5, ("b", "a"): 5})) == pytest.approx(-1.0)


def test_nothing_agrees_with_nothing() -> None:
    none = Content({"a": False})
    found = agreement(none, none)
    assert (found.f1, found.kappa, found.matched) == (None, None, 0)
    one = Content({"a": False}, by_id([Cell("x", (0, 0, 5, 5), "a")]))
    assert agreement(one, none).f1 == 0.0
    assert agreement(one, one).f1 == 1.0


def test_the_best_overlap_takes_a_cell_and_only_once() -> None:
    assert match([(0, 0, 10, 10)], [(2, 0, 12, 10), (1, 0, 11, 10)]) == [(0, 1)]
    assert match([(0, 0, 10, 10)], [(5, 0, 15, 10)]) == []


corners = st.integers(0, 30)
boxes = st.lists(
    st.tuples(corners, corners, st.integers(1, 12), st.integers(1, 12)).map(
        lambda side: (float(side[0]), float(side[1]), float(side[0] + side[2]), float(side[1] + side[3]))
    ),
    max_size=25,
)


@settings(deadline=None)
@given(boxes, boxes)
def test_the_grid_misses_no_pair(first: list[Box], second: list[Box]) -> None:
    found = match(first, second)
    if not first or not second:
        assert found == []
        return
    overlaps = iou_matrix(np.array(first, np.float32), np.array(second, np.float32))
    assert all(overlaps[row, column] >= LEAST_OVERLAP - 1e-6 for row, column in found)
    assert len({row for row, _ in found}) == len({column for _, column in found}) == len(found)
    # Whatever could still be matched has a partner already.
    rows, columns = {row for row, _ in found}, {column for _, column in found}
    for row, column in zip(*np.nonzero(overlaps >= LEAST_OVERLAP + 1e-6), strict=True):
        assert row in rows or column in columns
