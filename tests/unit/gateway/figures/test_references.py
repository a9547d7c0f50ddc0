"""Every figure against a picture of it that somebody looked at.

Tolerance: a pixel differs if a colour of it is off by more than 40 of 255 levels; at most 0.2 % of the pixels may.
Another build of FreeType moves the edges of letters by less than that; a moved point or a lost bar is more.
"""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from support.figure_references import CASES, FOLDER, Pixels, drawn, figure, pixels

MOST_LEVELS = 40
MOST_PIXELS = 0.002


def difference(one: Pixels, other: Pixels) -> float:
    """Part of the pixels that differ; all of them where the pictures are not of one size."""
    if one.shape != other.shape:
        return 1.0
    return float((abs(one.astype(int) - other.astype(int)).max(axis=2) > MOST_LEVELS).mean())


@pytest.mark.parametrize("case", CASES)
def test_a_figure_looks_as_it_did(case: str, tmp_path: Path) -> None:
    now = drawn(figure(case))
    Image.fromarray(now).save(tmp_path / f"{case}.png")
    found = difference(now, pixels((FOLDER / f"{case}.png").read_bytes()))
    assert found <= MOST_PIXELS, f"{found:.2%} of the pixels differ; it is drawn at {tmp_path / case}.png now"


def test_there_is_no_reference_too_many() -> None:
    assert {one.stem for one in FOLDER.glob("*.png")} == set(CASES)


@pytest.mark.parametrize("case", ["proportion", "effective-score", "density-map"])
def test_a_small_change_of_the_numbers_is_seen(case: str) -> None:
    """One point, one line or one square with another value is more than the tolerance lets through."""
    made = figure(case)
    series = [one.model_copy() for one in made.series]
    if made.map is not None:
        values = [list(row) for row in made.map.values]
        values[0][0] = 0.0
        changed = made.model_copy(update={"map": made.map.model_copy(update={"values": values})})
    elif series[0].line is not None:
        series[0].line = [one.model_copy(update={"mean": (one.mean or 0) * 0.8}) for one in series[0].line]
        changed = made.model_copy(update={"series": series})
    else:
        points = series[1].points or []
        series[1].points = [points[0].model_copy(update={"value": 0.02}), *points[1:]]
        changed = made.model_copy(update={"series": series})
    assert difference(drawn(made), drawn(changed)) > MOST_PIXELS
    assert np.array_equal(drawn(made), drawn(figure(case)))
