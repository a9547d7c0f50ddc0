"""The generator: a seed and a few wishes in, a picture and its exact truth out."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from cellscanner_shared.synthetic.brightfield import paint_brightfield
from cellscanner_shared.synthetic.shapes import make_outline, place
from cellscanner_shared.synthetic.tissue import paint_tissue

Style = Literal["tissue", "brightfield"]
_CLASSES: dict[Style, tuple[str, str]] = {"tissue": ("normal", "target"), "brightfield": ("living", "dead")}
_RADIUS: dict[Style, float] = {"tissue": 9.0, "brightfield": 11.0}
_TARGET_GROWTH: dict[Style, float] = {"tissue": 1.45, "brightfield": 1.0}


@dataclass(frozen=True, eq=False)
class SyntheticField:
    """`picture` H x W x 3 uint8; `boxes` (N, 4) float32, exact, wholly inside; `class_index` (N,) counts in `classes`.

    Class 1 is the target.
    """

    picture: NDArray[np.uint8]
    boxes: NDArray[np.float32]
    class_index: NDArray[np.uint8]
    classes: tuple[str, ...]


def make_field(
    seed: int,
    width: int = 1000,
    height: int = 1000,
    cells: int = 300,
    *,
    target_fraction: float = 0.07,
    touching: float = 0.3,
    radius: float | None = None,
    style: Style = "tissue",
) -> SyntheticField:
    """A field of exactly `cells` cells, round(cells * target_fraction) of them targets; the same seed, the same field.

    `touching` is the share of cells that lie against another one, `radius` the mean radius of a normal cell in pixels.
    Raises ValueError if so many cells do not fit.
    """
    rng = np.random.default_rng(seed)
    targets = rng.permutation(cells) < round(cells * target_fraction)
    mean = _RADIUS[style] if radius is None else radius
    radii = mean * rng.lognormal(0, 0.14, cells).clip(0.7, 1.45) * np.where(targets, _TARGET_GROWTH[style], 1.0)
    centres = place(rng, width, height, radii, touching)
    outlines = [
        make_outline(rng, x, y, radius_, 0.10 if target else 0.06)
        for (x, y), radius_, target in zip(centres.tolist(), radii.tolist(), targets, strict=True)
    ]
    paint = paint_tissue if style == "tissue" else paint_brightfield
    picture = paint(rng, width, height, outlines, targets)
    boxes = np.array([outline.box() for outline in outlines], np.float32).reshape(-1, 4)
    return SyntheticField(picture, boxes, targets.astype(np.uint8), _CLASSES[style])
