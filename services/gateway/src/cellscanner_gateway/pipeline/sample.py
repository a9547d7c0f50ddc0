"""A bounded closer look at a picture while it is recognised: some of its cells, and some of its tiles."""

import math
from dataclasses import dataclass, field

import numpy as np
from cellscanner_shared.geometry import Boxes
from numpy.typing import NDArray

from cellscanner_gateway.pipeline.blur import blur_notices, edge_width
from cellscanner_gateway.pipeline.domain import MOST_CELLS, KnownCells, domain_notices
from cellscanner_gateway.pipeline.windows import Window
from cellscanner_gateway.warnings.notice import Notice

Rows = NDArray[np.float32]


@dataclass
class Sample:
    """What was seen of a picture of `tiles` tiles, spread evenly; a tile that is done again replaces what it gave."""

    tiles: int
    usual_side: float
    embeddings: dict[int, Rows] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)

    @property
    def _every(self) -> int:
        return math.ceil(self.tiles / MOST_CELLS)

    def room(self, tile: int) -> int:
        """How many cells of the tile are to be described."""
        return 0 if tile % self._every else math.ceil(MOST_CELLS / math.ceil(self.tiles / self._every))

    def look(self, tile: int, window: Window, boxes: Boxes) -> None:
        """Measure how wide edges are; `boxes` (N, 4) in the window's pixels say how large cells are."""
        if self.room(tile):
            side = float((boxes[:, 2:] - boxes[:, :2]).mean()) if len(boxes) else self.usual_side
            width = edge_width(window.pixels, side)
            if width is not None:
                self.widths[tile] = width

    def notices(self, known: KnownCells | None) -> list[Notice]:
        seen = [self.embeddings[tile] for tile in sorted(self.embeddings)]
        described = np.concatenate(seen) if seen else np.empty((0, 0), np.float32)
        return [*blur_notices(list(self.widths.values())), *domain_notices(known, described)]


def spread(count: int, room: int) -> NDArray[np.intp]:
    """At most `room` indices of `count`, evenly spread."""
    return np.linspace(0, count - 1, min(count, room)).round().astype(np.intp)
