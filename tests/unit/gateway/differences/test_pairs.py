"""Cells of two sides against cases worked out by hand."""

from collections import Counter

import numpy as np
import pytest
from cellscanner_gateway.annotations.agreement import Tally
from cellscanner_gateway.differences.pairs import Kind, pair, rows, tally, total
from cellscanner_gateway.statistics.picture import PictureCells

Box = tuple[float, float, float, float]
LIVING, DEAD = 0, 1


def make(*cells: tuple[int, Box]) -> PictureCells:
    return PictureCells(
        boxes=np.array([box for _, box in cells], np.float32).reshape(-1, 4),
        class_index=np.array([index for index, _ in cells], np.uint8),
        classes=("living", "dead"),
        targets=frozenset({"dead"}),
        width=100,
        height=100,
        analysed_pixels=1e4,
    )


# A cell of both, one called otherwise and one pixel aside, one of each side alone, and two far apart.
FIRST = make((LIVING, (0, 0, 10, 10)), (LIVING, (20, 0, 30, 10)), (DEAD, (50, 50, 60, 60)), (DEAD, (0, 80, 10, 90)))
SECOND = make((DEAD, (21, 0, 31, 10)), (LIVING, (0, 0, 10, 10)), (LIVING, (56, 50, 66, 60)), (DEAD, (90, 80, 99, 90)))


def test_cells_are_paired_whatever_their_class_and_once() -> None:
    found = pair(FIRST, SECOND)
    assert found.matched.tolist() == [[0, 1], [1, 0]]
    # Six of ten pixels aside the overlap is 40 of 160.
    assert (found.only_first.tolist(), found.only_second.tolist()) == ([2, 3], [2, 3])


def test_the_tally_of_a_picture() -> None:
    counted = tally(FIRST, SECOND, pair(FIRST, SECOND))
    assert counted.confusion == {("living", "living"): 1, ("living", "dead"): 1}
    assert (counted.matched, counted.same, counted.class_changed) == (2, 1, 1)
    assert (counted.only_first, counted.only_second, counted.differing) == (2, 2, 5)
    assert counted.f1 == pytest.approx(0.5)
    # They agree in one of two; by chance 1 * 0.5 + 0 * 0.5 would.
    assert counted.kappa == pytest.approx(0.0)


def test_an_overlap_of_exactly_a_half_is_one_cell_and_a_touch_is_not() -> None:
    assert len(pair(make((DEAD, (0, 0, 10, 10))), make((DEAD, (0, 0, 10, 5)))).matched) == 1
    assert len(pair(make((DEAD, (0, 0, 10, 10))), make((DEAD, (0, 0, 10, 4.9)))).matched) == 0
    assert len(pair(make((DEAD, (0, 0, 10, 10))), make((DEAD, (10, 0, 20, 10)))).matched) == 0


def test_of_two_that_overlap_the_better_is_the_pair() -> None:
    found = pair(make((DEAD, (0, 0, 10, 10))), make((DEAD, (0, 0, 10, 8)), (DEAD, (0, 0, 10, 9))))
    assert (found.matched.tolist(), found.only_second.tolist()) == ([[0, 1]], [0])


def test_two_cells_for_one_are_one_pair_and_one_alone() -> None:
    halves = make((DEAD, (0, 0, 10, 6)), (DEAD, (0, 4, 10, 10)))
    counted = tally(make((DEAD, (0, 0, 10, 10))), halves, pair(make((DEAD, (0, 0, 10, 10))), halves))
    assert (counted.matched, counted.only_first, counted.only_second) == (1, 0, 1)


def test_empty_sides() -> None:
    neither = tally(make(), make(), pair(make(), make()))
    assert (neither.f1, neither.kappa, neither.differing) == (None, None, 0)
    one = tally(make(), FIRST, pair(make(), FIRST))
    assert (one.f1, one.kappa, one.only_second) == (0.0, None, 4)
    alike = tally(FIRST, FIRST, pair(FIRST, FIRST))
    assert (alike.f1, alike.kappa, alike.differing) == (1.0, 1.0, 0)


def test_the_total_is_of_cells_and_not_a_mean_of_pictures() -> None:
    few = Tally((1, 1), Counter())
    many = Tally((99, 99), Counter({("living", "living"): 90, ("dead", "dead"): 9}))
    whole = total([few, many])
    assert (whole.cells, whole.matched, whole.only_first) == ((100, 100), 99, 1)
    assert whole.f1 == pytest.approx(0.99)
    assert total([]).f1 is None


def test_rows_put_what_differs_first() -> None:
    assert rows(FIRST, SECOND, pair(FIRST, SECOND)) == [
        (Kind.ONLY_FIRST, 2, None),
        (Kind.ONLY_FIRST, 3, None),
        (Kind.ONLY_SECOND, None, 2),
        (Kind.ONLY_SECOND, None, 3),
        (Kind.CLASS_CHANGED, 1, 0),
        (Kind.SAME, 0, 1),
    ]
