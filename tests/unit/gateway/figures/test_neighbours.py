"""Segments and counts of neighbours, by hand and cut."""

import numpy as np
from cellscanner_gateway.figures.neighbours import counts_within, neighbours_of
from cellscanner_gateway.statistics.picture import PictureCells
from support.wholes import CLASSES, square


def cells(living: int, dead: int) -> PictureCells:
    """Targets of radius 10 at x = 0, 100, …; so many normal cells 10 pixels below each."""
    normals = [square(100 * at, 10) for at in range(dead) for _ in range(living)]
    targets = [square(100 * at, 0) for at in range(dead)]
    classes = np.array([0] * len(normals) + [1] * len(targets), np.uint8)
    boxes = np.array([*normals, *targets], np.float32).reshape(-1, 4)
    return PictureCells(boxes, classes, CLASSES, frozenset({"dead"}), 1000, 500, 500_000.0)


def test_a_target_has_all_its_segments_or_none() -> None:
    found = neighbours_of(cells(living=3, dead=4), 2.0, most=7)
    assert (len(found.segments), found.drawn_targets, found.targets) == (6, 2, 4)
    assert found.segments.tolist()[0] == [0, 0, 0, 10]
    assert sorted({row[0] for row in found.segments.tolist()}) == [0, 100]
    everything = neighbours_of(cells(living=3, dead=4), 2.0, most=12)
    assert (len(everything.segments), everything.drawn_targets) == (12, 4)


def test_nothing_to_join() -> None:
    for field in (cells(living=0, dead=3), cells(living=3, dead=0)):
        found = neighbours_of(field, 2.0)
        assert len(found.segments) == 0
        assert found.drawn_targets == found.targets


def test_counts_are_of_targets_only_and_include_the_border() -> None:
    counts = counts_within(cells(living=2, dead=2), (0.5, 1.0, 11.0))
    assert np.isnan(counts[:4]).all()
    # 10 pixels are 1 R; at 11 R the normal cells of the other target, 100.5 pixels away, count too.
    assert counts[4:].tolist() == [[0, 2, 4], [0, 2, 4]]
    assert counts_within(cells(living=0, dead=2), (1.0,)).tolist() == [[0], [0]]
