"""How good class probabilities are, cell by cell, where classes are far from equally many."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Probabilities = NDArray[np.float32]
Labels = NDArray[np.int64]


@dataclass(frozen=True)
class ClassScore:
    """Of one class: cells, precision, recall and F1 of the best class, average precision of its probability.

    The average precision of a class without a cell is missing.
    """

    cells: int
    precision: float
    recall: float
    f1: float
    average_precision: float | None


@dataclass(frozen=True)
class Score:
    """Balanced accuracy (the mean of the recalls) and each class's figures, by class name."""

    balanced_accuracy: float
    accuracy: float
    classes: dict[str, ClassScore]


def score(probabilities: Probabilities, labels: Labels, classes: tuple[str, ...]) -> Score:
    """Score `N x C` probabilities against N true classes."""
    guesses = probabilities.argmax(1)
    each = {
        name: _class_score(probabilities[:, index], guesses == index, labels == index)
        for index, name in enumerate(classes)
    }
    balanced = float(np.mean([one.recall for one in each.values() if one.cells]))
    return Score(balanced, float((guesses == labels).mean()), each)


def average_precision(scores: NDArray[np.float32], positive: NDArray[np.bool_]) -> float | None:
    """Sum over the ranked cells of precision times the step in recall; None without positives."""
    if not positive.any():
        return None
    hits = positive[np.argsort(-scores, kind="stable")]
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return float(precision[hits].mean())


def _class_score(scores: NDArray[np.float32], guessed: NDArray[np.bool_], true: NDArray[np.bool_]) -> ClassScore:
    hits = int((guessed & true).sum())
    return ClassScore(
        cells=int(true.sum()),
        precision=hits / max(int(guessed.sum()), 1),
        recall=hits / max(int(true.sum()), 1),
        f1=2 * hits / max(int(guessed.sum()) + int(true.sum()), 1),
        average_precision=average_precision(scores, true),
    )
