"""Right, wrong class, false, missed: one word for every cell, found or true."""

import numpy as np
from cellscanner_trainer.evaluation.detection import Detections, Truth
from cellscanner_trainer.evaluation.outcomes import outcomes

NONE = np.empty((0, 4), np.float32)


def boxes(*corners: float) -> np.ndarray:
    """Squares of ten pixels."""
    return np.array([[at, at, at + 10, at + 10] for at in corners], np.float32).reshape(-1, 4)


def found(at: np.ndarray, scores: list[float], classes: list[int]) -> Detections:
    return Detections(at, np.array(scores, np.float32), np.array(classes, np.int64))


def test_every_cell_has_its_word() -> None:
    seen = found(boxes(0, 21, 60), [0.9, 0.8, 0.7], [0, 0, 1])
    truth = Truth(boxes(0, 20, 40), np.array([0, 1, 0], np.int64))

    result = outcomes(seen, truth)

    assert result.found == ("right", "wrong-class", "false")
    assert result.truth == ("right", "wrong-class", "missed")
    # Twice one right cell over three found and three true.
    assert result.f1 == 2 / 6


def test_of_two_boxes_on_a_cell_the_weaker_is_false() -> None:
    result = outcomes(found(boxes(0, 1), [0.6, 0.7], [0, 0]), Truth(boxes(0), np.zeros(1, np.int64)))

    assert result.found == ("false", "right")


def test_a_picture_without_cells_has_no_f1() -> None:
    nothing = outcomes(found(NONE, [], []), Truth(NONE, np.empty(0, np.int64)))

    assert (nothing.found, nothing.truth, nothing.f1) == ((), (), None)
