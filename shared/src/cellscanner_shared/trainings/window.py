"""The part of a picture that a training reads: what encloses its checked regions, at the model's scale."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# What is seen round the checked regions: a classifier's crop reaches beyond its cell.
MARGIN_PX = 64
MOST_PIXELS = 120_000_000
Region = tuple[float, float, float, float]


@dataclass(frozen=True)
class Window:
    """A rectangle of a picture, in its pixels, and model pixels per picture pixel."""

    x: int
    y: int
    width: int
    height: int
    scale: float

    @property
    def size(self) -> tuple[int, int]:
        """Width and height at the model's scale."""
        return max(1, round(self.width * self.scale)), max(1, round(self.height * self.scale))

    @property
    def is_empty(self) -> bool:
        """Whether the checked regions lie outside the picture."""
        return self.width <= 0 or self.height <= 0

    @property
    def is_too_large(self) -> bool:
        """Whether it has more pixels, at the model's scale, than a training reads of one picture."""
        width, height = self.size
        return width * height > MOST_PIXELS

    def move(self, boxes: NDArray[np.float32]) -> NDArray[np.float32]:
        """Boxes (N, 4) of the picture in pixels of the window at the model's scale."""
        return np.asarray((boxes - np.array([self.x, self.y] * 2)) * self._step, np.float32)

    def move_back(self, boxes: NDArray[np.float32]) -> NDArray[np.float32]:
        """Boxes (N, 4) of the window in pixels of the picture."""
        return np.asarray(boxes / self._step + np.array([self.x, self.y] * 2), np.float32)

    @property
    def _step(self) -> NDArray[np.float64]:
        width, height = self.size
        return np.array([width / self.width, height / self.height] * 2)


def enclosing_window(width: int, height: int, checked: Sequence[Region], scale: float) -> Window:
    """The whole picture, or what encloses its checked regions and a margin."""
    x1, y1, x2, y2 = 0, 0, width, height
    if checked:
        left, top, right, bottom = zip(*checked, strict=True)
        margin = MARGIN_PX / scale
        x1, y1 = max(x1, math.floor(min(left) - margin)), max(y1, math.floor(min(top) - margin))
        x2, y2 = min(x2, math.ceil(max(right) + margin)), min(y2, math.ceil(max(bottom) + margin))
    return Window(x1, y1, x2 - x1, y2 - y1, scale)
