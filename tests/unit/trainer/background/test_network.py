import pytest
import torch
from cellscanner_trainer.background.network import BackgroundNetwork


@pytest.mark.parametrize("side", [4, 17, 32])
def test_every_pixel_of_a_crop_of_any_side_has_a_logit(side: int) -> None:
    with torch.inference_mode():
        assert BackgroundNetwork().eval()(torch.zeros(2, 3, side, side)).shape == (2, 1, side, side)


def test_it_is_small() -> None:
    # 2 x (kernels and norms) of five blocks: well under 2 MB in half precision.
    assert sum(one.numel() for one in BackgroundNetwork().parameters()) == 29_921
