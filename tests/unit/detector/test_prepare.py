import numpy as np
import pytest
from cellscanner_detector.prepare import Frame, prepare
from cellscanner_shared.packages import DetectorInput


def test_a_tile_is_padded_right_and_below() -> None:
    spec = DetectorInput(multiple=4, max_size=8)
    tile = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(1, 2, 3, 3)

    images = prepare(tile, Frame.of(3, 2, spec), 114)

    grey = 114
    expected = np.array(
        [
            [[0, 3, 6, grey], [9, 12, 15, grey], [grey] * 4, [grey] * 4],
            [[1, 4, 7, grey], [10, 13, 16, grey], [grey] * 4, [grey] * 4],
            [[2, 5, 8, grey], [11, 14, 17, grey], [grey] * 4, [grey] * 4],
        ]
    )
    assert images.dtype == np.float32
    np.testing.assert_allclose(images[0] * 255, expected, atol=1e-4)


@pytest.mark.parametrize(
    ("upsample", "width", "network", "padded"),
    [(1.0, 64, 64, 64), (1.5, 65, 98, 128), (2.0, 100, 200, 224), (0.5, 1, 1, 32)],
)
def test_frames_round_up_to_the_multiple(upsample: float, width: int, network: int, padded: int) -> None:
    frame = Frame.of(width, width, DetectorInput(upsample=upsample, multiple=32))

    assert (frame.width, frame.padded_width) == (network, padded)


def test_boxes_go_back_by_the_scale_that_was_used_and_are_clipped() -> None:
    frame = Frame.of(65, 40, DetectorInput(upsample=1.5, multiple=32))  # 98 x 60 network pixels
    boxes = np.array([[49, 30, 98, 60], [-3, -3, 200, 200]], np.float32)

    expected = np.array([[32.5, 20, 65, 40], [0, 0, 65, 40]])
    np.testing.assert_allclose(frame.to_tile(boxes, 65, 40), expected, rtol=1e-6)
