from pathlib import Path

import numpy as np
import pytest
import torch
from cellscanner_trainer.background.recipe import BackgroundConfig, BackgroundRecipe
from cellscanner_trainer.background.samples import MaskedCells, read_masked, windows
from cellscanner_trainer.classifier.network import normalise
from cellscanner_trainer.data.coco import read_coco
from cellscanner_trainer.errors import DataRefused


@pytest.fixture(scope="module")
def masked(data: Path) -> MaskedCells:
    return read_masked(read_coco(data / "labels.json", data / "pictures", instances=data / "masks"))


def test_the_background_is_what_no_mask_covers(masked: MaskedCells, recipe: BackgroundRecipe) -> None:
    pictures, background = masked.cut(np.array([0, 1]), recipe.training.crop)
    assert (pictures.shape, background.shape) == ((2, 3, 16, 16), (2, 1, 16, 16))
    # The window has the disc in its middle, of two thirds of its side, and background in its corners.
    assert background[:, 0, 8, 8].tolist() == [0.0, 0.0]
    assert background[:, 0, 0, 0].tolist() == [1.0, 1.0]
    assert background.mean().item() == pytest.approx(1 - np.pi * 8**2 / 24**2, abs=0.03)


def test_pixels_and_mask_are_moved_and_turned_together(masked: MaskedCells) -> None:
    plain = BackgroundConfig.model_validate(
        {"crop": {"size": 24}, "photometric": 0, "grey": 0, "negative": 0, "jitter": {"shift": 0.4, "scale": 0.3}}
    )
    chosen = np.arange(len(masked))
    pictures, background = windows(masked, chosen, plain, np.random.default_rng(1), torch.Generator().manual_seed(1))
    # Discs are far from the grey ground, and where they are the mask is.
    differs = (pictures - normalise(torch.full_like(pictures, 0.49))).abs().mean(1, keepdim=True) > 1.2
    assert (differs == (background < 0.5)).float().mean() > 0.97
    assert background.mean((1, 2, 3)).std() > 0.05


def test_negatives_and_greys_leave_the_mask_alone(masked: MaskedCells) -> None:
    settings = {"crop": {"size": 16}, "photometric": 0, "jitter": {"shift": 0, "scale": 0}, "grey": 1}
    looks = []
    for share in (0, 1):
        config = BackgroundConfig.model_validate(settings | {"negative": share})
        chosen, generator = np.arange(4), torch.Generator().manual_seed(2)
        looks.append(windows(masked, chosen, config, np.random.default_rng(2), generator))
    (as_is, first), (negative, second) = looks
    assert torch.equal(first, second)
    mean, std = torch.tensor([0.485, 0.456, 0.406]), torch.tensor([0.229, 0.224, 0.225])
    shown, turned = (one * std.view(1, 3, 1, 1) + mean.view(1, 3, 1, 1) for one in (as_is, negative))
    assert torch.allclose(shown + turned, torch.ones_like(shown), atol=1e-5)
    assert torch.allclose(shown[:, 0], shown[:, 2], atol=1e-5)


def test_a_picture_without_a_label_map_is_refused(data: Path) -> None:
    with pytest.raises(DataRefused, match=r"0\.png has no label map"):
        read_masked(read_coco(data / "labels.json", data / "pictures"))
