"""Changes that leave a cell's class alone: mirror and quarter turns, and what another microscope would do to the light.

All functions take and return crops `N x 3 x S x S` float32 in 0..1 and draw from the generator they are given.
"""

import torch
from torch import Generator, Tensor
from torch.nn import functional

_GREY = (0.299, 0.587, 0.114)


def augment(crops: Tensor, strength: float, generator: Generator, *, turns: bool = True) -> Tensor:
    """Turn, mirror, blur, relight and grain every crop by its own amounts; `strength` 0 only turns and mirrors."""
    turned = turn(crops, generator) if turns else crops
    if strength == 0:
        return turned
    softened = blur(turned, strength, generator)
    lit = relight(softened, strength, generator)
    return grain(tint(lit, strength, generator), strength, generator).clamp(0, 1)


def turn(crops: Tensor, generator: Generator) -> Tensor:
    """One of the eight symmetries of the square for each crop: no interpolation, no padding."""
    choice = torch.randint(8, (len(crops),), generator=generator)
    out = torch.empty_like(crops)
    for symmetry in range(8):
        rows = (choice == symmetry).nonzero().flatten()
        turned = torch.rot90(crops[rows], symmetry % 4, (2, 3))
        out[rows] = turned.flip(3) if symmetry >= 4 else turned
    return out


def blur(crops: Tensor, strength: float, generator: Generator) -> Tensor:
    """Mix each crop with its blurred self: softer, or (negative amounts) sharper, as another focus gives."""
    amount = _uniform(len(crops), -0.6, 1.0, generator) * strength
    amount = amount * (_uniform(len(crops), 0, 1, generator) < 0.5)
    padded = functional.pad(crops, (2, 2, 2, 2), mode="replicate")
    line = torch.tensor([1.0, 4.0, 6.0, 4.0, 1.0]) / 16
    kernel = torch.outer(line, line).expand(3, 1, 5, 5)
    soft = functional.conv2d(padded, kernel, groups=3)
    return crops + amount.clamp(-1, 1) * (soft - crops)


def relight(crops: Tensor, strength: float, generator: Generator) -> Tensor:
    """Gamma, contrast about the crop's own mean, brightness, and a linear fall-off of the light across the crop."""
    n = len(crops)
    gamma = torch.exp(_uniform(n, -0.4, 0.4, generator) * strength)
    lit = crops.clamp(1e-4, 1).pow(gamma)
    mean = lit.mean((1, 2, 3), keepdim=True)
    contrast = torch.exp(_uniform(n, -0.6, 0.6, generator) * strength)
    axis = torch.linspace(-1, 1, crops.shape[-1])
    slope_x = _uniform(n, -0.08, 0.08, generator) * strength * axis.view(1, 1, 1, -1)
    slope_y = _uniform(n, -0.08, 0.08, generator) * strength * axis.view(1, 1, -1, 1)
    shift = _uniform(n, -0.2, 0.2, generator) * strength
    return (lit - mean) * contrast + mean + shift + slope_x + slope_y


def tint(crops: Tensor, strength: float, generator: Generator) -> Tensor:
    """Change saturation and the gain of each colour channel; one crop in ten loses its colour."""
    n = len(crops)
    weights = torch.tensor(_GREY).view(1, 3, 1, 1)
    grey = (crops * weights).sum(1, keepdim=True)
    saturation = 1 + _uniform(n, -0.6, 0.6, generator) * strength
    saturation = saturation * (_uniform(n, 0, 1, generator) > 0.1)
    gain = torch.exp(torch.randn(n, 3, 1, 1, generator=generator) * 0.06 * strength)
    return (grey + saturation * (crops - grey)) * gain


def grain(crops: Tensor, strength: float, generator: Generator) -> Tensor:
    """Add the noise of a sensor, the same in all channels, up to 4 % of full scale."""
    sigma = _uniform(len(crops), 0, 0.04, generator) * strength
    noise = torch.randn(len(crops), 1, *crops.shape[2:], generator=generator)
    return crops + sigma * noise


def _uniform(n: int, low: float, high: float, generator: Generator) -> Tensor:
    return torch.rand(n, 1, 1, 1, generator=generator) * (high - low) + low
