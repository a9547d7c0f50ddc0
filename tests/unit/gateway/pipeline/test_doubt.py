"""Low confidence is said where it is proved, and not of a few cells."""

import numpy as np
import pytest
from cellscanner_gateway.pipeline.doubt import doubt_notices, least_share
from cellscanner_shared.cells import CellTable


def table(*scores: float) -> CellTable:
    count = len(scores)
    return CellTable.detected(
        boxes=np.zeros((count, 4), np.float32),
        score=np.array(scores, np.float32),
        class_index=np.zeros(count, np.uint8),
        classes=("cell",),
        model="base/he-cells@1",
    )


def test_half_of_a_hundred_low_scores_are_a_warning() -> None:
    (notice,) = doubt_notices(table(*[0.55] * 51, *[0.9] * 49))

    assert notice.code == "low-confidence"
    assert notice.values == {"doubtful": 51, "cells": 100, "percent": 51, "score": 0.7}
    assert "51 of 100 cells" in notice.message


@pytest.mark.parametrize("scores", [[], [0.55], [0.55] * 2 + [0.9] * 2, [0.55] * 40 + [0.9] * 60, [0.7] * 100])
def test_a_few_or_good_scores_are_none(scores: list[float]) -> None:
    assert doubt_notices(table(*scores)) == []


def test_wilsons_interval() -> None:
    """By hand for 8 of 10 and z = 1.96: (0.8 + 0.19208 - 1.96 * sqrt(0.016 + 0.009604)) / 1.38416 = 0.4902."""
    assert least_share(8, 10) == pytest.approx(0.4902, abs=1e-4)
