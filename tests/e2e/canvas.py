"""The viewer's canvas by its pixels: are the boxes there, in the colours of MISSION.md?"""

import base64
import io
from dataclasses import dataclass
from typing import Any

import numpy as np
from e2e.waiting import at_rest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Page

COLOURS = {"target": (255, 20, 147), "normal": (110, 110, 110), "corrected": (0, 160, 60)}
_TOLERANCE = 40
_STEPS = np.linspace(0.1, 0.9, 9)


@dataclass(frozen=True)
class DrawnCanvas:
    """RGBA pixels of the canvas, and where the picture lies on it: canvas = picture * scale + offset."""

    pixels: NDArray[np.uint8]
    scale: float
    offset: tuple[float, float]

    def shows(self, box: list[float], colour: str) -> bool:
        """Whether at least 6 in 10 points along the box's edges have the colour, to within a pixel."""
        return float(np.mean([self._has(x, y, colour) for x, y in self._edges(box)])) >= 0.6

    def is_clear(self, x: float, y: float) -> bool:
        """Whether nothing is drawn at a point of the picture."""
        column, row = self._place(x, y)
        return bool(self.pixels[row, column, 3] < 32)

    def _edges(self, box: list[float]) -> list[tuple[float, float]]:
        x1, y1, x2, y2 = box
        across = [(x1 + (x2 - x1) * step, y) for y in (y1, y2) for step in _STEPS]
        down = [(x, y1 + (y2 - y1) * step) for x in (x1, x2) for step in _STEPS]
        return across + down

    def _has(self, x: float, y: float, colour: str) -> bool:
        column, row = self._place(x, y)
        near = self.pixels[max(row - 1, 0) : row + 2, max(column - 1, 0) : column + 2].astype(int)
        close = np.abs(near[..., :3] - COLOURS[colour]).max(axis=-1) <= _TOLERANCE
        return bool((close & (near[..., 3] > 128)).any())

    def _place(self, x: float, y: float) -> tuple[int, int]:
        height, width = self.pixels.shape[:2]
        column = round(x * self.scale + self.offset[0])
        row = round(y * self.scale + self.offset[1])
        return min(max(column, 0), width - 1), min(max(row, 0), height - 1)


def kind_of(cell: dict[str, Any], targets: set[str]) -> str:
    """The colour that a cell's box must have."""
    if cell["corrected"]:
        return "corrected"
    return "target" if cell["class"] in targets else "normal"


def read_canvas(page: Page, cells: int) -> DrawnCanvas:
    """The canvas once it shows that many cells with halos, and rests."""
    canvas = page.locator(f'[data-testid="cell-canvas"][data-drawn="{cells}"][data-detail="full"]')
    canvas.wait_for(state="attached")
    scale, x, y = at_rest(page)
    url: str = canvas.evaluate("canvas => canvas.toDataURL('image/png')")
    picture = Image.open(io.BytesIO(base64.b64decode(url.split(",", 1)[1])))
    return DrawnCanvas(np.asarray(picture.convert("RGBA")), scale, (x, y))
