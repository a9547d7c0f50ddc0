"""Groups: descriptions by hand, and specimens as the units of tests."""

import pytest
from cellscanner_gateway.statistics.groups import Measured, compare_groups, describe, group_names, unit_of, unit_values

SPECIMENS = [
    Measured("a", "s1", {"m": 1.0}),
    Measured("a", "s1", {"m": 3.0}),
    Measured("a", "s2", {"m": 10.0}),
    Measured("a", "s3", {"m": None}),
    Measured(None, None, {"m": 99.0}),
]


def test_describe_leaves_missing_values_out_and_counts_them() -> None:
    found = describe([1.0, None, 2.0, 3.0, 6.0])
    assert (found.n, found.missing, found.mean, found.median) == (4, 1, 3.0, 2.5)
    assert (found.q1, found.q3, found.least, found.most) == (1.75, 3.75, 1.0, 6.0)
    assert found.sd == pytest.approx((14 / 3) ** 0.5)


def test_describe_of_one_and_of_none() -> None:
    assert describe([2.0]).sd is None
    assert (describe([None]).n, describe([None]).missing, describe([None]).mean) == (0, 1, None)


def test_specimens_are_units_where_every_grouped_picture_has_one() -> None:
    assert unit_of(SPECIMENS) == "specimen"
    assert unit_of([*SPECIMENS, Measured("b", None, {"m": 1.0})]) == "picture"
    assert unit_values(SPECIMENS, "a", "m", "specimen") == [2.0, 10.0]
    assert unit_values(SPECIMENS, "a", "m", "picture") == [1.0, 3.0, 10.0]


def test_pictures_without_a_group_are_in_no_test() -> None:
    assert group_names(SPECIMENS) == ["a"]
    assert compare_groups(SPECIMENS, ["m"], None) == []
