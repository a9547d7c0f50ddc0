import numpy as np
from cellscanner_shared.geometry import iou_matrix


def test_iou_matrix() -> None:
    a = np.array([[0, 0, 10, 10], [5, 5, 5, 5]], np.float32)
    b = np.array([[0, 0, 10, 10], [5, 0, 15, 10], [20, 20, 30, 30], [5, 5, 5, 5]], np.float32)

    result = iou_matrix(a, b)

    assert result.dtype == np.float32
    np.testing.assert_allclose(result, np.array([[1, 1 / 3, 0, 0], [0, 0, 0, 0]]), rtol=1e-6)


def test_iou_matrix_of_nothing() -> None:
    assert iou_matrix(np.empty((0, 4), np.float32), np.ones((3, 4), np.float32)).shape == (0, 3)
