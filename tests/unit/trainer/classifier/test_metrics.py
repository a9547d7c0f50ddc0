import numpy as np
import pytest
from cellscanner_trainer.classifier.metrics import average_precision, score


def test_balanced_accuracy_is_the_mean_of_the_recalls() -> None:
    # Eight of eight living cells and one of two dead ones: 0.9 of all are right, and 0.75 balanced.
    dead = np.array([0.1] * 8 + [0.9, 0.2], np.float32)
    result = score(np.stack([1 - dead, dead], 1), np.array([0] * 8 + [1, 1]), ("living", "dead"))
    assert result.accuracy == pytest.approx(0.9)
    assert result.balanced_accuracy == pytest.approx(0.75)
    assert result.classes["dead"].precision == pytest.approx(1.0)
    assert result.classes["dead"].recall == pytest.approx(0.5)
    assert result.classes["dead"].f1 == pytest.approx(2 / 3)
    assert result.classes["living"].precision == pytest.approx(8 / 9)


def test_average_precision_by_hand() -> None:
    # Ranked: hit, miss, hit, miss. Precision at the hits: 1 and 2/3.
    ranked = np.array([0.9, 0.8, 0.7, 0.1], np.float32)
    assert average_precision(ranked, np.array([True, False, True, False])) == pytest.approx((1 + 2 / 3) / 2)


def test_average_precision_without_positives_is_missing() -> None:
    assert average_precision(np.array([0.5], np.float32), np.array([False])) is None


def test_a_class_without_cells_does_not_count_in_the_balance() -> None:
    probabilities = np.array([[0.8, 0.1, 0.1], [0.1, 0.8, 0.1]], np.float32)
    result = score(probabilities, np.array([0, 1]), ("a", "b", "c"))
    assert result.balanced_accuracy == pytest.approx(1.0)
