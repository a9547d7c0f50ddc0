import numpy as np
import pytest
from cellscanner_trainer.evaluation.classes import balanced_accuracy, cell_by_cell, class_scores, confusion_matrix
from cellscanner_trainer.evaluation.detection import Detections, Score, Truth


def test_rows_are_true_classes_and_columns_predicted_ones() -> None:
    matrix = confusion_matrix(np.array([0, 0, 1, 2]), np.array([0, 1, 1, 0]), 3)
    assert matrix.tolist() == [[1, 1, 0], [0, 1, 0], [1, 0, 0]]


def test_balanced_accuracy_by_hand() -> None:
    # 90 of 100 living and 6 of 10 dead right: (0.9 + 0.6) / 2, where plain accuracy says 0.87.
    matrix = np.array([[90, 10], [4, 6]])
    assert balanced_accuracy(matrix) == pytest.approx(0.75)
    assert class_scores(matrix) == [Score(90, 4, 10), Score(6, 10, 4)]


def test_a_class_without_cells_is_left_out() -> None:
    assert balanced_accuracy(np.array([[3, 1, 0], [0, 0, 0], [0, 0, 2]])) == pytest.approx((0.75 + 1) / 2)
    assert balanced_accuracy(np.zeros((2, 2), np.int64)) is None


def test_cell_by_cell_finds_first_and_names_then() -> None:
    boxes = np.array([[0, 0, 10, 10], [50, 0, 60, 10], [100, 0, 110, 10]], np.float32)
    truth = Truth(boxes, np.array([0, 1, 1]))
    found = Detections(boxes[:2], np.array([0.9, 0.8], np.float32), np.array([0, 0]))
    result = cell_by_cell([found], [truth], 2)
    assert result.matrix.tolist() == [[1, 0], [1, 0]]
    # The dead cell called living is an error of both classes; the one not found is missed.
    assert result.strict == [Score(1, 1, 0), Score(0, 0, 2)]
