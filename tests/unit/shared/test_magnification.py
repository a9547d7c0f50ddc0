"""When a picture is resampled for a model, and by how much."""

import pytest
from cellscanner_shared.magnification import resampling


@pytest.mark.parametrize(
    ("picture_um", "model_um", "factor"),
    [
        (0.5, 0.25, 2.0),
        (0.125, 0.25, 0.5),
        (2.0, 0.25, 8.0),
        (0.25, 4.0, 1 / 16),
        # Within five per cent it stays as it is.
        (0.26, 0.25, 1.0),
        (0.24, 0.25, 1.0),
        # Nothing to go by.
        (None, 0.25, 1.0),
        (0.5, None, 1.0),
        (None, None, 1.0),
        # Dots per inch of a printer.
        (350.0, 0.25, None),
        (0.015, 0.25, None),
    ],
)
def test_the_factor(picture_um: float | None, model_um: float | None, factor: float | None) -> None:
    assert resampling(picture_um, model_um) == factor
