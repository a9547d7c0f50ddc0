"""What makes a cell doubtful, worked out by hand."""

import pytest
from cellscanner_gateway.annotations.cells import Cell
from cellscanner_gateway.annotations.cells_next import doubt

BOX = (0.0, 0.0, 10.0, 10.0)


def cell(score: float, class_score: float | None, *, corrected: bool = False) -> Cell:
    return Cell("p0", BOX, "dead", "predicted", score=score, class_score=class_score, corrected=corrected)


@pytest.mark.parametrize(
    ("one", "score", "codes"),
    [
        (cell(1.0, 1.0), 0.0, []),
        (cell(0.9, 0.75), 0.5, ["small-margin", "low-score"]),
        (cell(0.9, 0.9, corrected=True), 0.5, ["overruled", "small-margin", "low-score"]),
        (cell(0.5, None), 0.25, ["low-score"]),
        (cell(1.0, 0.25, corrected=True), 1.3, ["small-margin", "overruled"]),
    ],
)
def test_margin_disagreement_and_a_low_score_make_doubt(one: Cell, score: float, codes: list[str]) -> None:
    found, reasons = doubt(one)
    assert found == pytest.approx(score)
    assert [reason.code for reason in reasons] == codes
