"""Every figure of one small fixed study, and the pictures that they are held against.

After a wanted change: `PYTHONPATH=tests .venv/bin/python -m support.figure_references`, then look at
each new picture before it is committed.
"""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from uuid import UUID

import numpy as np
from cellscanner_gateway.figures.data import build
from cellscanner_gateway.figures.draw import draw
from cellscanner_gateway.figures.schemas import FigureName, FigureOut, Language
from cellscanner_gateway.statistics.service import Computed, Whole
from numpy.typing import NDArray
from PIL import Image
from support.wholes import computed, square, whole

FOLDER = Path(__file__).resolve().parents[1] / "unit" / "gateway" / "figures" / "references"
_DPI = 50
# The picture of which the figures of one picture are.
CROWDED = 13
_UNDERLAY = np.tile(np.linspace(120, 220, 100, dtype=np.uint8)[None, :, None], (50, 1, 3))
Pixels = NDArray[np.uint8]


def study() -> Whole:
    """Three groups of four pictures, one without a group, one without targets, one that failed; cells in rows."""
    pictures = [
        _picture(4 * place + number, group, living=24 - 2 * number - 3 * place, dead=2 + place + number % 3)
        for place, group in enumerate(("control", "low dose", "高剂量"))
        for number in range(1, 5)
    ]
    return whole(*pictures, _picture(CROWDED, None, 120, 24), _picture(14, "control", 9, 0), computed(15, failed=True))


def _picture(number: int, group: str | None, living: int, dead: int) -> Computed:
    """Cells in the left of the picture, targets among them; its right quarter was not analysed."""
    rows = [(40 + 30 * (at % 20), 40 + 60 * (at // 20)) for at in range(living)]
    one = computed(
        number,
        group=group,
        scale=0.5,
        living=[square(x, y, 12 + at % 7) for at, (x, y) in enumerate(rows)],
        dead=[square(55 + 60 * (at % 10), 48 + 60 * (at // 10), 16 + at % 5) for at in range(dead)],
    )
    assert one.source is not None
    cells = replace(one.source.cells, left_out=[(750.0, 0.0, 1000.0, 500.0)], analysed_pixels=375_000.0)
    return replace(one, source=replace(one.source, cells=cells))


# Of each figure one, the pie beside the boxes of the same name, and two with Chinese words.
CASES: dict[str, tuple[FigureName, int | None, Language]] = {
    "pie": ("proportion", 1, "en"),
    **{
        name: (name, None, "en")
        for name in ("proportion", "target-ratio", "relative-size", "effective-score", "density")
    },
    **{name: (name, CROWDED, "en") for name in ("size", "density-map", "target-map", "neighbours")},
    "effective-score-zh": ("effective-score", None, "zh"),
    "density-map-zh": ("density-map", CROWDED, "zh"),
}


def figure(case: str) -> FigureOut:
    name, image, language = CASES[case]
    return build(study(), name, language, None if image is None else UUID(int=image))


def drawn(figure: FigureOut) -> Pixels:
    """H x W x 3, small: differences of a line's place still show."""
    return pixels(draw(figure, "png", picture=_UNDERLAY, dpi=_DPI))


def pixels(content: bytes) -> Pixels:
    return np.asarray(Image.open(BytesIO(content)).convert("RGB"))


def renew() -> None:
    FOLDER.mkdir(exist_ok=True)
    for case in CASES:
        Image.fromarray(drawn(figure(case))).save(FOLDER / f"{case}.png", optimize=True)
        print(FOLDER / f"{case}.png")


if __name__ == "__main__":
    renew()
