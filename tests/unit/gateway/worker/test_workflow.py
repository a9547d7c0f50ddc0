"""How a job's pictures are put together."""

from cellscanner_gateway.worker.workflow import group_pictures


def test_groups_keep_the_order_and_bound_number_and_size() -> None:
    pictures = [("a", 1.0), ("b", 1.0), ("c", 1.0), ("d", 1.0), ("e", 30.0), ("f", 3.0), ("g", 400.0), ("h", 0.1)]

    assert group_pictures(pictures) == [["a", "b", "c", "d"], ["e"], ["f"], ["g"], ["h"]]


def test_no_pictures_make_no_groups() -> None:
    assert group_pictures([]) == []
