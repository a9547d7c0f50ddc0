"""Distances to neighbours against ones worked out by hand, and against every pair measured."""

import numpy as np
import pytest
from cellscanner_gateway.statistics.nearest import nearest_cells, nearest_normals
from cellscanner_gateway.statistics.picture import PictureCells, picture_statistics
from support.wholes import Box, computed, square


def cells(living: list[Box], dead: list[Box]) -> PictureCells:
    source = computed(1, living=living, dead=dead).source
    assert source is not None
    return source.cells


def test_the_nearest_of_any_class_and_the_nearest_normal() -> None:
    """Two normal cells 50 apart; a target 30 and 40 away from them, and one 5 from the first target."""
    field = cells([square(100, 100), square(150, 100)], [square(100, 130), square(103, 134)])
    far = float(np.hypot(3, 34))
    assert nearest_cells(field).tolist() == [30, 50, 5, 5]
    assert nearest_normals(field).tolist()[2:] == [30, pytest.approx(far)]
    assert np.isnan(nearest_normals(field)[:2]).all()
    assert picture_statistics(field, (2,)).nearest_normal_px == pytest.approx((30 + far) / 2)


def test_cells_on_one_spot_are_each_other_s_nearest() -> None:
    field = cells([square(100, 100), square(100, 100)], [square(100, 100), square(200, 100)])
    assert nearest_cells(field).tolist() == [0, 0, 0, 100]
    assert nearest_normals(field).tolist()[2:] == [0, 100]


def test_a_cell_that_is_alone_has_no_neighbour_and_no_distance() -> None:
    assert np.isnan(nearest_cells(cells([square(50, 50)], []))).all()
    assert np.isnan(nearest_normals(cells([], [square(50, 50), square(80, 50)]))).all()
    assert nearest_cells(cells([], [])).shape == (0,)


def test_it_is_what_measuring_every_pair_gives() -> None:
    rng = np.random.default_rng(2)
    points = rng.uniform(0, 400, (300, 2))
    field = cells([square(x, y) for x, y in points[:250]], [square(x, y) for x, y in points[250:]])
    centres = (field.boxes[:, :2].astype(float) + field.boxes[:, 2:]) / 2
    distance = np.hypot(*(centres[:, None] - centres[None]).transpose(2, 0, 1))
    assert nearest_normals(field)[250:].tolist() == pytest.approx(distance[250:, :250].min(axis=1).tolist())
    np.fill_diagonal(distance, np.inf)
    assert nearest_cells(field).tolist() == pytest.approx(distance.min(axis=1).tolist())
