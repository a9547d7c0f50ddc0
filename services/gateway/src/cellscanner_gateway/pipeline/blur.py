"""How wide the sharpest edges of a picture are, measured in cells.

An edge that is a step smeared by a Gaussian of width s loses contrast by sqrt(1 + (r / s)^2) when it is smeared once
more by a Gaussian of width r (Zhuo and Sim, Pattern Recognition 44, 2011). Both widths go with the size of the cells,
so that neither the magnification nor the enlargement of a picture changes what is measured.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from cellscanner_gateway.warnings.notice import Notice

# Parts of the side of a cell: smeared first, against noise, and again, to measure.
_FIRST, _AGAIN = 0.04, 0.08
# The strongest gradients of a tile, in per cent: its edges.
_EDGES = 2
# Of the steepest: what is flatter is the flank of an edge.
_FLANK = 0.3
# Grey levels a pixel below which there is no edge but noise.
_FAINTEST = 0.5
# At most so much of a tile is looked at, from its middle.
_MOST_SIDE = 384
# Edges as wide as this part of a cell are in no picture that the built-in models were held out from
# (docs/benchmarks.md, Warnings).
WIDEST = 0.1


def edge_width(pixels: NDArray[np.uint8], cell_side: float) -> float | None:
    """Width of the edges of (H, W, 3) pixels, as a part of `cell_side` pixels; None where there is no edge."""
    weights = np.full((1, 3), 1 / 3, np.float32)
    grey = np.asarray(cv2.transform(np.asarray(_middle(pixels), np.float32), weights), np.float32)
    first = _smear(grey, _FIRST * cell_side)
    steep = _steepness(first)
    edges = steep >= max(float(np.percentile(steep, 100 - _EDGES)), _FLANK * float(steep.max()), _FAINTEST)
    if not edges.any():
        return None
    less = _steepness(_smear(first, _AGAIN * cell_side))[edges]
    lost = np.maximum(steep[edges] / np.maximum(less, 1e-6), 1.0005)
    return float(np.median(_AGAIN / np.sqrt(lost**2 - 1)))


def blur_notices(widths: list[float]) -> list[Notice]:
    """Blur, where edges are too wide in half of the tiles that were looked at."""
    width = float(np.median(widths)) if widths else 0.0
    if width <= WIDEST:
        return []
    return [Notice("blur", {"percent": round(100 * width), "limit": round(100 * WIDEST)})]


def _middle(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = pixels.shape[:2]
    top, left = max(0, (height - _MOST_SIDE) // 2), max(0, (width - _MOST_SIDE) // 2)
    return pixels[top : top + _MOST_SIDE, left : left + _MOST_SIDE]


def _smear(grey: NDArray[np.float32], width: float) -> NDArray[np.float32]:
    return np.asarray(cv2.GaussianBlur(grey, (0, 0), max(width, 0.3)), np.float32)


def _steepness(grey: NDArray[np.float32]) -> NDArray[np.float32]:
    """(H, W) length of the gradient, in grey levels a pixel."""
    across, down = (cv2.Sobel(grey, cv2.CV_32F, x, 1 - x, ksize=1, scale=0.5) for x in (1, 0))
    return np.asarray(cv2.magnitude(across, down), np.float32)
