import time
from collections.abc import Callable

import numpy as np
import pytest
from cellscanner_shared.crops import cut_crops
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

GRADIENT = np.repeat(np.arange(100, dtype=np.uint8)[None, :, None], 80, axis=0).repeat(3, axis=2)  # value = x


def test_a_window_of_the_crop_size_is_copied() -> None:
    picture = np.random.default_rng(0).integers(0, 256, (60, 60, 3), np.uint8)

    crops = cut_crops(picture, np.array([[10, 20, 26, 30]], np.float32), size=16, margin=0.0)

    assert crops.dtype == np.uint8
    np.testing.assert_array_equal(crops[0], picture[17:33, 10:26])


def test_the_margin_widens_the_longer_side() -> None:
    crops = cut_crops(GRADIENT, np.array([[40, 30, 50, 38]], np.float32), size=15, margin=0.25)

    assert crops[0, 0, :, 0].tolist() == list(range(38, 53))  # 10 * 1.5 = 15 pixels about x = 45: 37.5 rounds to 38


def test_outside_the_picture_the_edge_is_repeated() -> None:
    crops = cut_crops(GRADIENT, np.array([[-4, 0, 4, 8], [96, 76, 104, 84]], np.float32), size=8, margin=0.0)

    assert crops[0, 0, :, 0].tolist() == [0, 0, 0, 0, 0, 1, 2, 3]
    assert crops[1, 7, :, 2].tolist() == [96, 97, 98, 99, 99, 99, 99, 99]


def test_a_box_wholly_outside_gives_the_nearest_edge() -> None:
    crops = cut_crops(GRADIENT, np.array([[500, 500, 510, 510]], np.float32), size=4, margin=0.0)

    assert np.unique(crops).tolist() == [99]


def test_shrinking_averages() -> None:
    checks = ((np.indices((64, 64)).sum(axis=0) % 2) * 200).astype(np.uint8)[:, :, None].repeat(3, axis=2)

    crops = cut_crops(checks, np.array([[0, 0, 64, 64]], np.float32), size=16, margin=0.0)

    assert np.unique(crops).tolist() == [100]


def test_growing_is_bilinear() -> None:
    crops = cut_crops(GRADIENT, np.array([[10, 10, 14, 14]], np.float32), size=8, margin=0.0)

    assert crops[0, 0, :, 0].tolist() == [10, 10, 11, 11, 12, 12, 13, 13]


def test_empty_boxes_and_no_boxes() -> None:
    assert cut_crops(GRADIENT, np.empty((0, 4), np.float32), size=8, margin=0.1).shape == (0, 8, 8, 3)
    assert cut_crops(GRADIENT, np.array([[5, 5, 5, 5]], np.float32), size=8, margin=0.1).shape == (1, 8, 8, 3)


def test_a_picture_without_pixels_is_refused() -> None:
    with pytest.raises(ValueError, match="without pixels"):
        cut_crops(np.empty((0, 5, 3), np.uint8), np.ones((1, 4), np.float32), size=8, margin=0.1)


def test_five_hundred_crops_are_quicker_than_with_pillow() -> None:
    rng = np.random.default_rng(0)
    picture = rng.integers(0, 256, (1000, 1000, 3), np.uint8)
    corner = rng.uniform(0, 960, (500, 2))
    boxes = np.concatenate([corner, corner + rng.uniform(15, 40, (500, 2))], axis=1).astype(np.float32)

    def with_pillow() -> None:
        whole = Image.fromarray(picture)
        for box in boxes.tolist():
            whole.resize((48, 48), Image.Resampling.BILINEAR, box)

    def seconds(work: Callable[[], object]) -> float:
        begin = time.process_time()
        work()
        return time.process_time() - begin

    ours = min(seconds(lambda: cut_crops(picture, boxes, size=48, margin=0.25)) for _ in range(5))
    assert ours < min(seconds(with_pillow) for _ in range(5))


@given(st.integers(-60, 160), st.integers(-60, 160), st.integers(1, 50))
def test_any_window_repeats_the_edge(x: int, y: int, side: int) -> None:
    picture = np.random.default_rng(0).integers(0, 256, (80, 100, 3), np.uint8)
    rows, columns = np.arange(y, y + side).clip(0, 79), np.arange(x, x + side).clip(0, 99)

    crops = cut_crops(picture, np.array([[x, y, x + side, y + side]], np.float32), size=side, margin=0.0)

    np.testing.assert_array_equal(crops[0], picture[rows[:, None], columns])
