"""How well cells are told apart."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cellscanner_trainer.evaluation.detection import Detections, Score, Truth
from cellscanner_trainer.evaluation.matching import match_by_iou

Counts = NDArray[np.int64]


def confusion_matrix(true: NDArray[np.int64], predicted: NDArray[np.int64], classes: int) -> Counts:
    """(C, C) counts; rows are true classes, columns predicted ones."""
    return (
        np.bincount(true * classes + predicted, minlength=classes * classes).reshape(classes, classes).astype(np.int64)
    )


def class_scores(matrix: Counts) -> list[Score]:
    """Per class: correct, wrongly given, wrongly withheld."""
    correct = np.diag(matrix)
    return [
        Score(int(hit), int(given - hit), int(there - hit))
        for hit, given, there in zip(correct, matrix.sum(axis=0), matrix.sum(axis=1), strict=True)
    ]


def balanced_accuracy(matrix: Counts) -> float | None:
    """Mean recall of the classes that occur; None where no cell does."""
    recalls = [score.recall for score in class_scores(matrix) if score.recall is not None]
    return sum(recalls) / len(recalls) if recalls else None


@dataclass(frozen=True, slots=True, eq=False)
class CellByCell:
    """Cells found (IoU 0.5, whatever the class) and then named; and the strict score, where a wrong class is an error.

    Attributes:
        matrix: (C, C) confusion of the cells that were found.
        strict: per class, a cell counts as found only with its own class.
    """

    matrix: Counts
    strict: list[Score]


def cell_by_cell(found: list[Detections], truth: list[Truth], classes: int) -> CellByCell:
    """Compares class by class over all pictures; give predictions at the working confidence."""
    matrix = np.zeros((classes, classes), np.int64)
    given, there = np.zeros(classes, np.int64), np.zeros(classes, np.int64)
    for f, t in zip(found, truth, strict=True):
        match = match_by_iou(f.boxes, f.scores, t.boxes)
        matrix += confusion_matrix(t.class_index[match.true], f.class_index[match.predicted], classes)
        given += np.bincount(f.class_index, minlength=classes)
        there += np.bincount(t.class_index, minlength=classes)
    correct = np.diag(matrix)
    strict = [Score(int(c), int(g - c), int(n - c)) for c, g, n in zip(correct, given, there, strict=True)]
    return CellByCell(matrix, strict)
