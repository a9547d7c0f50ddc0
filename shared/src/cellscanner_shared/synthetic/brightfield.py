"""Fields that look like unstained cells in a counting chamber: bright living cells, faint grainy dead ones."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from cellscanner_shared.synthetic.noise import Plane, smooth_noise
from cellscanner_shared.synthetic.shapes import Outline


def paint_brightfield(
    rng: np.random.Generator, width: int, height: int, outlines: Sequence[Outline], dead: NDArray[np.bool_]
) -> NDArray[np.uint8]:
    """H x W x 3 uint8, grey; living cells have a dark rim and a bright middle, dead ones are ghosts."""
    light = 98 + 5 * smooth_noise(rng, width, height, 90) + 1.5 * smooth_noise(rng, width, height, 1.5)
    _rule(rng, light)
    for outline, is_dead in zip(outlines, dead, strict=True):
        _paint_cell(rng, light, outline, dead=bool(is_dead))
    light = np.asarray(cv2.GaussianBlur(light, (0, 0), float(rng.uniform(0.7, 1.1))), np.float32)
    light += rng.standard_normal(light.shape, np.float32) * np.float32(1.8)
    grey = np.clip(np.rint(light), 0, 255).astype(np.uint8)
    return np.repeat(grey[:, :, None], 3, axis=2)


def _rule(rng: np.random.Generator, light: Plane) -> None:
    """The lines of the counting chamber."""
    spacing = int(rng.integers(160, 230))
    for start in range(int(rng.integers(20, spacing)), max(light.shape), spacing):
        for line in (light[:, start : start + 3], light[start : start + 3]):
            line += 26
        for edge in (light[:, start + 3 : start + 5], light[start + 3 : start + 5]):
            edge -= 22


def _paint_cell(rng: np.random.Generator, light: Plane, outline: Outline, *, dead: bool) -> None:
    x1, y1, x2, y2 = outline.box()
    left, top = max(int(x1) - 8, 0), max(int(y1) - 8, 0)
    right, bottom = min(int(x2) + 9, light.shape[1]), min(int(y2) + 9, light.shape[0])
    rows, columns = np.mgrid[top:bottom, left:right]
    across, down = columns + 0.5 - outline.x, rows + 0.5 - outline.y
    inward = outline.reach(np.arctan2(down, across)) - np.hypot(across, down)
    inside = 1 / (1 + np.exp(-inward / 0.6))
    grain = smooth_noise(rng, right - left, bottom - top, 1.8)
    rim, glow = np.exp(-((inward / 1.5) ** 2)), np.exp(-(((inward + 3.2) / 2.0) ** 2))
    if dead:
        change = inside * (-5 + 6 * grain) - 16 * rim + 5 * glow
    else:
        middle = np.exp(-(((outline.radius - inward) / (0.55 * outline.radius)) ** 2))
        change = inside * (-14 + 5 * grain) + 95 * middle * inside - 46 * rim + 24 * glow
    light[top:bottom, left:right] += change.astype(np.float32)
