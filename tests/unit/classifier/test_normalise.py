import numpy as np
from cellscanner_classifier.model import softmax
from cellscanner_classifier.normalise import Normaliser


def test_normalising_agrees_with_the_formula_to_rounding() -> None:
    mean, std = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]
    crops = np.random.default_rng(0).integers(0, 256, (7, 12, 12, 3), np.uint8)

    expected = ((crops / 255.0 - mean) / std).transpose(0, 3, 1, 2)
    normalised = Normaliser(mean, std)(crops)

    assert normalised.dtype == np.float32
    assert normalised.flags.c_contiguous
    np.testing.assert_allclose(normalised, expected, atol=2e-6)


def test_every_value_of_every_channel_is_placed_right() -> None:
    crops = np.zeros((2, 3, 3, 3), np.uint8)
    crops[1, 2, 0] = (255, 102, 51)

    normalised = Normaliser([0, 0, 0], [1, 1, 1])(crops)

    np.testing.assert_allclose(normalised[1, :, 2, 0], [1.0, 0.4, 0.2], atol=1e-6)
    assert np.count_nonzero(normalised) == 3


def test_softmax_stands_huge_logits() -> None:
    assert softmax(np.array([[1e4, 0.0], [-1e4, -1e4]], np.float32), 0.5).tolist() == [[1.0, 0.0], [0.5, 0.5]]
