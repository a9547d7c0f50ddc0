import numpy as np
from cellscanner_trainer.detector.config import InputConfig
from cellscanner_trainer.detector.prediction import Floats, decode, predict, prepare


def spots(images: Floats) -> Floats:
    """A network that boxes every white pixel with 8 x 8 pixels; the score is the pixel's brightness."""
    ys, xs = np.nonzero(images[0, 0] > 0.9)
    rows = np.stack([xs + 0.5, ys + 0.5, np.full(len(xs), 8.0), np.full(len(xs), 8.0), images[0, 0][ys, xs] - 0.1])
    return rows[None].astype(np.float32)


def spot_twice_as_large(images: Floats) -> Floats:
    assert images.shape == (1, 3, 128, 160)
    return np.array([[[84, 44, 8, 8, 0.7]]], np.float32).transpose(0, 2, 1)


def test_a_picture_of_many_tiles_finds_each_cell_once() -> None:
    picture = np.full((300, 500, 3), 100, np.uint8)
    places = [(x, y) for x in range(5, 490, 21) for y in range(5, 290, 21)]
    for x, y in places:
        picture[y, x] = 255
    found = predict(spots, picture, InputConfig(max_size=128, largest_cell_px=16))
    centres = sorted(((box[0] + box[2] - 1) / 2, (box[1] + box[3] - 1) / 2) for box in found.boxes.tolist())
    assert centres == sorted(places)


def test_boxes_return_to_the_picture_s_pixels() -> None:
    picture = np.zeros((60, 80, 3), np.uint8)
    picture[20:24, 40:44] = 255
    found = predict(spot_twice_as_large, picture, InputConfig(upsample=2.0, max_size=256, largest_cell_px=16))
    assert found.boxes.tolist() == [[40, 20, 44, 24]]


def test_padding_is_grey_on_the_right_and_below() -> None:
    images, scale = prepare(np.full((40, 50, 3), 255, np.uint8), 1.5)
    assert images.shape == (1, 3, 64, 96)
    assert scale.tolist() == [1.5, 1.5]
    assert (images[0, :, :60, :75] == 1).all()
    assert np.allclose(images[0, :, 60:], 114 / 255)
    assert np.allclose(images[0, :, :, 75:], 114 / 255)


def test_one_object_has_one_box_whatever_its_class() -> None:
    raw = np.array([[50, 50, 20, 20, 0.6, 0.1], [51, 50, 20, 20, 0.2, 0.7], [90, 50, 20, 20, 0.3, 0.005]], np.float32).T
    found = decode(raw, 0.5)
    assert found.class_index.tolist() == [1, 0]
    assert np.allclose(found.scores, [0.7, 0.3])
