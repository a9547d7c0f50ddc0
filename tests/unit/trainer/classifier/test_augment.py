import pytest
import torch
from cellscanner_trainer.classifier.augment import augment, grain, turn
from torch import Tensor


@pytest.fixture
def crops() -> Tensor:
    return torch.rand(64, 3, 16, 16, generator=torch.Generator().manual_seed(1))


def test_turns_are_the_eight_symmetries_of_the_square() -> None:
    corner = torch.zeros(200, 3, 4, 4)
    corner[:, :, 0, 1] = 1
    turned = turn(corner, torch.Generator().manual_seed(0))
    places = {tuple(place) for place in turned[:, 0].nonzero()[:, 1:].tolist()}
    assert places == {(0, 1), (0, 2), (1, 0), (2, 0), (3, 1), (3, 2), (1, 3), (2, 3)}


def test_strength_zero_changes_no_pixel_value(crops: Tensor) -> None:
    changed = augment(crops, 0, torch.Generator().manual_seed(0))
    assert torch.equal(changed.flatten(1).sort(1).values, crops.flatten(1).sort(1).values)


def test_augmented_crops_stay_pictures(crops: Tensor) -> None:
    changed = augment(crops, 1, torch.Generator().manual_seed(0))
    assert changed.shape == crops.shape
    assert changed.min() >= 0
    assert changed.max() <= 1
    assert changed.isfinite().all()


def test_each_crop_gets_its_own_light() -> None:
    same = torch.full((64, 3, 16, 16), 0.5)
    changed = augment(same, 1, torch.Generator().manual_seed(0))
    assert changed.mean((1, 2, 3)).std() > 0.05


def test_the_same_seed_gives_the_same_crops(crops: Tensor) -> None:
    first, second = (augment(crops, 1, torch.Generator().manual_seed(3)) for _ in range(2))
    assert torch.equal(first, second)


def test_grain_is_grey() -> None:
    noisy = grain(torch.full((8, 3, 16, 16), 0.5), 1, torch.Generator().manual_seed(0))
    assert torch.equal(noisy[:, 0], noisy[:, 2])
    assert 0.005 < noisy.std() < 0.04
