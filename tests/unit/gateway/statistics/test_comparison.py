"""Tests between groups against scipy's own results and against cases worked out by hand."""

from itertools import product

import pytest
from cellscanner_gateway.statistics.comparison import Comparison, compare, holm
from scipy import stats

LOW, MIDDLE, HIGH = [1.0, 2.0, 3.0, 4.0], [2.5, 3.5, 4.5, 5.5], [10.0, 11.0, 12.0, 13.0]


def _pairs(tests: list[Comparison]) -> dict[tuple[str, ...], Comparison]:
    return {test.groups: test for test in tests if test.kind == "mann-whitney"}


def test_three_groups_get_one_overall_test_and_every_pair() -> None:
    tests = compare("target_ratio", {"a": LOW, "b": MIDDLE, "c": HIGH}, None)
    overall = tests[0]
    reference = stats.kruskal(LOW, MIDDLE, HIGH)
    assert (overall.kind, overall.n) == ("kruskal-wallis", (4, 4, 4))
    assert overall.statistic == pytest.approx(reference.statistic)
    assert overall.p == pytest.approx(reference.pvalue)
    assert overall.effect == pytest.approx(reference.statistic * 13 / 143)
    assert list(_pairs(tests)) == [("a", "b"), ("a", "c"), ("b", "c")]


def test_a_control_group_is_held_against_every_other() -> None:
    assert list(_pairs(compare("m", {"a": LOW, "b": MIDDLE, "c": HIGH}, "b"))) == [("a", "b"), ("c", "b")]


def test_effect_is_cliffs_delta_of_the_first_over_the_second() -> None:
    test = _pairs(compare("m", {"a": LOW, "b": MIDDLE}, None))["a", "b"]
    # Of the 16 pairs three have the larger value in a: 3 over 2.5, 4 over 2.5 and 4 over 3.5.
    assert sum(x > y for x, y in product(LOW, MIDDLE)) == 3
    assert test.effect == pytest.approx((3 - 13) / 16)
    assert test.effect is not None
    assert test.effect_low is not None
    assert test.effect_high is not None
    assert -1 <= test.effect_low < test.effect < test.effect_high <= 1
    assert test.p == pytest.approx(stats.mannwhitneyu(LOW, MIDDLE).pvalue)


def test_groups_apart_have_an_effect_of_one() -> None:
    test = _pairs(compare("m", {"high": HIGH, "low": LOW}, None))["high", "low"]
    assert (test.effect, test.effect_low, test.effect_high) == (1.0, 1.0, 1.0)


def test_the_order_of_the_pictures_changes_nothing() -> None:
    there = compare("m", {"a": LOW, "b": MIDDLE}, None)
    back = compare("m", {"a": LOW[::-1], "b": MIDDLE[::-1]}, None)
    assert there == back


def test_an_interval_that_ends_at_zero_ends_at_zero() -> None:
    groups = {"a": [3.0, 4.0, 1.0, 3.0, 2.0, 4.0], "b": [3.0, 2.0, 0.0, 0.0, 1.0, 3.0]}
    test = _pairs(compare("m", groups, None))["a", "b"]
    assert test.effect_low == 0.0
    assert test.effect_high == pytest.approx(34 / 36)


def test_holm_on_the_textbook_example() -> None:
    tests = [Comparison("m", "mann-whitney", (str(p),), (3, 3), p=p) for p in (0.01, 0.04, 0.03, 0.005)]
    assert [test.p_holm for test in holm(tests)] == pytest.approx([0.03, 0.06, 0.06, 0.02])


def test_no_test_below_three_and_none_of_equal_values() -> None:
    few = _pairs(compare("m", {"a": [1.0, 2.0], "b": LOW}, None))["a", "b"]
    equal = _pairs(compare("m", {"a": [1.0] * 3, "b": [1.0] * 3}, None))["a", "b"]
    assert (few.p, few.reason, few.n) == (None, "fewer-than-three", (2, 4))
    assert (equal.p, equal.reason) == (None, "all-values-equal")


def test_tests_without_p_do_not_weigh_on_the_others() -> None:
    tests = _pairs(compare("m", {"a": LOW, "b": HIGH, "few": [1.0]}, None))
    assert tests["a", "b"].p_holm == tests["a", "b"].p
    assert tests["a", "few"].p_holm is None


def test_one_group_has_nothing_to_compare() -> None:
    assert compare("m", {"a": LOW}, None) == []


def test_tied_values_count_half() -> None:
    """Of 16 pairs one has the larger value in a, eleven in b, and four are ties: U is 1 + 4 / 2."""
    test = _pairs(compare("m", {"a": [1.0, 2.0, 2.0, 3.0], "b": [2.0, 3.0, 3.0, 4.0]}, None))["a", "b"]
    assert (test.statistic, test.effect) == (3.0, (1 - 11) / 16)


def test_kruskal_wallis_is_corrected_for_ties() -> None:
    """Rank sums 6.5, 14.5, 24 of nine values give H 6.8222; ties of two, two, two and three divide it by 0.9417."""
    overall, *_ = compare("m", {"a": [1.0, 1.0, 2.0], "b": [2.0, 3.0, 3.0], "c": [4.0, 4.0, 4.0]}, None)
    plain = 12 / 90 * (6.5**2 + 14.5**2 + 24**2) / 3 - 30
    assert overall.statistic == pytest.approx(plain / (1 - (3 * 6 + 24) / 720))
