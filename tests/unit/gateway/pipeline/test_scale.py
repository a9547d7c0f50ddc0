"""Choosing the factor between a picture and its model."""

import pytest
from cellscanner_gateway.pipeline.scale import choose_magnification


@pytest.mark.parametrize(
    ("picture", "model", "factor", "codes"),
    [
        (0.5, 0.25, 2.0, []),
        (1.0, 0.25, 4.0, ["scale-far"]),
        (0.25, 0.5, 0.5, []),
        (0.26, 0.25, 1.0, []),
        (0.238, 0.25, 1.0, []),
        (0.237, 0.25, 0.948, []),
        (None, 0.25, 1.0, ["no-scale"]),
        (0.25, None, 1.0, ["model-without-scale"]),
        (None, None, 1.0, ["no-scale"]),
        (350.0, 0.25, 1.0, ["scale-implausible"]),
        (0.001, 0.25, 1.0, ["scale-implausible"]),
    ],
)
def test_factor(picture: float | None, model: float | None, factor: float, codes: list[str]) -> None:
    magnification, notices = choose_magnification(picture, "file" if picture else None, model)

    assert magnification.resampled_by == pytest.approx(factor)
    assert magnification.micrometers_per_pixel == picture
    assert [notice.code for notice in notices] == codes
