import numpy as np
import pytest
from cellscanner_trainer.detector.augment import STAINS, augment, change_stain
from cellscanner_trainer.detector.config import AugmentConfig

ONE = np.ones(3, np.float32)
ZERO = np.zeros(3, np.float32)


def stained(haematoxylin: float, eosin: float) -> np.ndarray:
    density = haematoxylin * STAINS[0] + eosin * STAINS[1]
    return np.full((4, 4, 3), np.round(256 * np.exp(-density) - 1), np.uint8)


def test_unchanged_stains_leave_the_picture_as_it_is() -> None:
    picture = np.random.default_rng(0).integers(0, 256, (16, 16, 3), np.uint8)
    assert np.abs(change_stain(picture, ONE, ZERO).astype(int) - picture).max() <= 1


def test_twice_the_haematoxylin_is_twice_its_density_alone() -> None:
    changed = change_stain(stained(0.5, 0.3), np.array([2, 1, 1], np.float32), ZERO)
    assert np.abs(changed.astype(int) - stained(1.0, 0.3)).max() <= 3


def test_more_stain_is_darker() -> None:
    picture = stained(0.5, 0.5)
    assert change_stain(picture, ONE, np.array([0.2, 0, 0], np.float32)).mean() < picture.mean()


@pytest.mark.parametrize("seed", range(5))
def test_a_changed_picture_keeps_shape_type_and_some_contrast(seed: int) -> None:
    picture = np.random.default_rng(0).integers(0, 256, (32, 32, 3), np.uint8)
    config = AugmentConfig(stain=0.3, grey=0.5, blur=0.5, noise=0.5)
    changed = augment(picture, config, np.random.default_rng(seed))
    assert changed.shape == picture.shape
    assert changed.dtype == np.uint8
    assert changed.std() > 10
    assert not np.array_equal(changed, picture)


def test_grey_pictures_stay_grey_without_colour() -> None:
    grey = np.repeat(np.random.default_rng(0).integers(0, 256, (16, 16, 1), np.uint8), 3, axis=2)
    changed = augment(grey, AugmentConfig(colour=0, noise=1, blur=1), np.random.default_rng(1))
    assert (changed == changed[..., :1]).all()
