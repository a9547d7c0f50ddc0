"""Fields that look like haematoxylin and eosin: dyes absorb light, so they are painted as optical density.

Stain vectors: A. C. Ruifrok and D. A. Johnston, Quantification of histochemical staining by color deconvolution, 2001.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from cellscanner_shared.synthetic.noise import Plane, smooth_noise, waved
from cellscanner_shared.synthetic.shapes import Outline

_HAEMATOXYLIN = np.array([0.65, 0.70, 0.29])
_EOSIN = np.array([0.12, 0.95, 0.30])


def paint_tissue(
    rng: np.random.Generator, width: int, height: int, outlines: Sequence[Outline], targets: NDArray[np.bool_]
) -> NDArray[np.uint8]:
    """H x W x 3 uint8; targets are large, dark and coarse, the others small with fine chromatin."""
    eosin = _stroma(rng, width, height)
    blue = np.clip(0.1 + 0.04 * smooth_noise(rng, width, height, 14), 0.02, None).astype(np.float32)
    for outline, target in zip(outlines, targets, strict=True):
        _paint_nucleus(rng, blue, eosin, outline, target=bool(target))
    return _develop(rng, blue, eosin)


def _stroma(rng: np.random.Generator, width: int, height: int) -> Plane:
    """Amount of eosin: bent fibres, fine grain, uneven thickness, and gaps where the glass shows."""
    fibres = waved(rng, smooth_noise(rng, width, height, 2.2, stretch=9), 28, 70)
    grain = smooth_noise(rng, width, height, 1.3)
    thickness = smooth_noise(rng, width, height, 60)
    amount = 0.33 + 0.075 * fibres + 0.035 * grain + 0.06 * thickness
    gaps = 1 / (1 + np.exp(-9 * (waved(rng, smooth_noise(rng, width, height, 26, stretch=1.8), 14, 40) - 1.75)))
    return np.asarray(np.clip(amount * (1 - 0.92 * gaps), 0.01, None), np.float32)


def _paint_nucleus(rng: np.random.Generator, blue: Plane, eosin: Plane, outline: Outline, *, target: bool) -> None:
    x1, y1, x2, y2 = outline.box()
    left, top = max(int(x1) - 6, 0), max(int(y1) - 6, 0)
    right, bottom = min(int(x2) + 7, blue.shape[1]), min(int(y2) + 7, blue.shape[0])
    rows, columns = np.mgrid[top:bottom, left:right]
    across, down = columns + 0.5 - outline.x, rows + 0.5 - outline.y
    reach = outline.reach(np.arctan2(down, across))
    inward = reach - np.hypot(across, down)  # pixels inside the outline
    inside = 1 / (1 + np.exp(-inward / 0.45))
    density = _chromatin(rng, right - left, bottom - top, inward, target=target)
    patch = blue[top:bottom, left:right]
    np.copyto(patch, np.maximum(patch, patch * (1 - inside) + density * inside))
    cytoplasm = np.exp(-(((inward + 3.5) / 3.0) ** 2)) * (0.10 if target else 0.05)
    eosin[top:bottom, left:right] = eosin[top:bottom, left:right] * (1 - 0.55 * inside) + cytoplasm


def _chromatin(
    rng: np.random.Generator, width: int, height: int, inward: NDArray[np.float64], *, target: bool
) -> NDArray[np.float64]:
    """Optical density of haematoxylin: a mean of its own for each nucleus, clumps, a rim, sometimes nucleoli."""
    mean = rng.normal(1.02, 0.12) if target else rng.normal(0.66, 0.13)
    clumps = smooth_noise(rng, width, height, 2.4 if target else 1.6) * (0.20 if target else 0.13)
    fine = smooth_noise(rng, width, height, 0.8) * 0.07
    rim = 0.18 * np.exp(-(((inward - 1.2) / 1.1) ** 2))
    density = np.maximum(mean, 0.34) + clumps + fine + rim
    for _ in range(rng.integers(1, 4) if target else rng.integers(0, 2)):
        density += 0.35 * _spot(rng, inward, 1.7 if target else 1.1)
    return np.asarray(np.clip(density, 0.15, 1.7))


def _spot(rng: np.random.Generator, inward: NDArray[np.float64], size: float) -> NDArray[np.float64]:
    deep = np.argwhere(inward > 0.45 * inward.max())
    row, column = deep[rng.integers(len(deep))]
    rows, columns = np.indices(inward.shape)
    return np.asarray(np.exp(-((rows - row) ** 2 + (columns - column) ** 2) / (2 * size**2)))


def _develop(rng: np.random.Generator, blue: Plane, eosin: Plane) -> NDArray[np.uint8]:
    """Dyes to light by Lambert and Beer, lens blur, the camera's noise; the staining differs from field to field."""
    blue_vector = _HAEMATOXYLIN * rng.normal(1.0, 0.06, 3) * rng.uniform(0.85, 1.15)
    pink_vector = _EOSIN * rng.normal(1.0, 0.07, 3) * rng.uniform(0.8, 1.2)
    density = blue[:, :, None] * blue_vector.astype(np.float32) + eosin[:, :, None] * pink_vector.astype(np.float32)
    light = 244 * np.exp(-density)
    light = cv2.GaussianBlur(light, (0, 0), float(rng.uniform(0.55, 0.95)))
    light += rng.standard_normal(light.shape, np.float32) * np.float32(rng.uniform(1.2, 2.4))
    return np.asarray(np.clip(np.rint(light), 0, 255).astype(np.uint8))
