"""What a training reads of a picture, and at which scale."""

import pytest
from cellscanner_shared.trainings.window import Window, enclosing_window


def test_the_whole_picture_where_no_region_is_checked() -> None:
    assert enclosing_window(400, 300, (), 2.0) == Window(0, 0, 400, 300, 2.0)


def test_what_encloses_the_regions_with_64_pixels_at_the_models_scale() -> None:
    regions = ((100.5, 200.0, 150.0, 250.0), (300.0, 210.0, 390.0, 220.0))
    assert enclosing_window(400, 300, regions, 2.0) == Window(68, 168, 332, 114, 2.0)


def test_regions_beside_the_picture_leave_nothing() -> None:
    assert enclosing_window(400, 300, ((900.0, 0.0, 950.0, 50.0),), 1.0).is_empty
    assert not enclosing_window(400, 300, (), 1.0).is_empty


@pytest.mark.parametrize(
    ("side", "scale", "is_too_large"), [(10_000, 1.0, False), (11_000, 1.0, True), (1_500, 8.0, True)]
)
def test_pixels_are_counted_at_the_models_scale(side: int, scale: float, is_too_large: bool) -> None:
    assert enclosing_window(side, side, (), scale).is_too_large == is_too_large
