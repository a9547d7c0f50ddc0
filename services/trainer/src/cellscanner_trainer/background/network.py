"""A small U-Net (Ronneberger et al., MICCAI 2015): crops in, how likely each pixel is background out."""

import torch
from torch import Tensor, nn
from torch.nn import functional

# 30,000 parameters: a tenth of what a ResNet34 computes on the same crop.
WIDTHS = (8, 16, 32)


class BackgroundNetwork(nn.Module):
    """Normalised crops `N x 3 x S x S` float32, of any side from 4 pixels, to logits `N x 1 x S x S` of background."""

    def __init__(self, widths: tuple[int, int, int] = WIDTHS) -> None:
        super().__init__()
        fine, middle, coarse = widths
        self.down1, self.down2, self.bottom = _block(3, fine), _block(fine, middle), _block(middle, coarse)
        self.up2, self.up1 = _block(coarse + middle, middle), _block(middle + fine, fine)
        self.last = nn.Conv2d(fine, 1, 1)

    def forward(self, crops: Tensor) -> Tensor:
        """The logits."""
        whole = self.down1(crops)
        half = self.down2(functional.max_pool2d(whole, 2))
        quarter = self.bottom(functional.max_pool2d(half, 2))
        half = self.up2(_beside(quarter, half))
        logits: Tensor = self.last(self.up1(_beside(half, whole)))
        return logits


def _block(given: int, made: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(given, made, 3, padding=1, bias=False),
        nn.BatchNorm2d(made),
        nn.ReLU(),
        nn.Conv2d(made, made, 3, padding=1, bias=False),
        nn.BatchNorm2d(made),
        nn.ReLU(),
    )


def _beside(coarse: Tensor, fine: Tensor) -> Tensor:
    """The coarser maps, brought to the size of the finer ones, and these."""
    return torch.cat([functional.interpolate(coarse, size=fine.shape[-2:]), fine], dim=1)
