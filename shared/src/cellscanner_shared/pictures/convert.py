"""Pixels of any depth and layout to 8-bit RGB, by one fixed rule, strip by strip.

Whole numbers: the depth is the smallest of 8, 10, 12, 14, 16 bits (or the next even number above) that holds the
largest value of the picture, and the top 8 of those bits are kept. So a 12-bit camera's picture in a 16-bit file is as
bright as the same picture saved with 16 full bits, nothing is clipped, and no picture's contrast is stretched.
Fractions: 0..1 becomes 0..255, 0..255 stays, anything else is scaled linearly from its 0.1 % to its 99.9 % quantile.
"""

from collections.abc import Callable
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Rgb = NDArray[np.uint8]
Pixels = NDArray[Any]
Layout = Literal["grey", "grey-alpha", "rgb", "rgba", "cmyk"]

_STRIP_ROWS = 512
_QUANTILE_SAMPLES = 1_000_000


def to_rgb8(pixels: Pixels, layout: Layout) -> tuple[Rgb, list[str]]:
    """`pixels` (H x W or H x W x C) as H x W x 3 uint8, and the notes on what was done."""
    if layout == "rgb" and pixels.dtype == np.uint8:
        return np.ascontiguousarray(pixels), []
    planes = pixels[:, :, None] if pixels.ndim == 2 else pixels
    alpha = layout in ("grey-alpha", "rgba")
    scale, notes = _scaling(planes[:, :, :-1] if alpha else planes)
    result = np.empty((*planes.shape[:2], 3), np.uint8)
    for top in range(0, len(planes), _STRIP_ROWS):
        strip = planes[top : top + _STRIP_ROWS]
        colours = _colours(scale(strip[:, :, :-1] if alpha else strip), layout)
        result[top : top + _STRIP_ROWS] = _over_white(colours, strip[:, :, -1]) if alpha else colours
    return result, notes + _layout_notes(layout)


def _layout_notes(layout: Layout) -> list[str]:
    return {
        "grey": ["grey-expanded"],
        "grey-alpha": ["alpha-removed", "grey-expanded"],
        "rgb": [],
        "rgba": ["alpha-removed"],
        "cmyk": ["converted-cmyk"],
    }[layout]


def _scaling(pixels: Pixels) -> tuple[Callable[[Pixels], Rgb], list[str]]:
    if pixels.dtype == np.bool_:
        return lambda strip: strip.astype(np.uint8) * np.uint8(255), []
    if pixels.dtype == np.uint8:
        return lambda strip: strip, []
    if pixels.dtype.kind == "f":
        return _float_scaling(pixels), ["converted-float"]
    bits = max(8, int(pixels.max()).bit_length())
    shift = bits + bits % 2 - 8
    note = "converted-16-bit" if pixels.dtype.itemsize <= 2 else "converted-32-bit"
    return lambda strip: (np.maximum(strip, 0) >> shift).astype(np.uint8), [note]


def _float_scaling(pixels: Pixels) -> Callable[[Pixels], Rgb]:
    low, high = _float_range(pixels)
    factor = 255 / (high - low)

    def scale(strip: Pixels) -> Rgb:
        values = np.nan_to_num((strip - low) * factor, nan=0.0, posinf=255.0, neginf=0.0)
        return np.asarray(np.rint(values.clip(0, 255)).astype(np.uint8))

    return scale


def _float_range(pixels: Pixels) -> tuple[float, float]:
    step = max(1, pixels.size // _QUANTILE_SAMPLES)
    finite = pixels.reshape(-1)[::step]
    finite = finite[np.isfinite(finite)].astype(np.float64)
    if not finite.size:
        return 0.0, 1.0
    lowest, highest = float(finite.min()), float(finite.max())
    for limit in (1.0, 255.0):
        if lowest >= 0 and highest <= limit:
            return 0.0, limit
    low, high = (float(value) for value in np.quantile(finite, (0.001, 0.999)))
    return (low, high) if high > low else (lowest, max(highest, lowest + 1))


def _colours(planes: Rgb, layout: Layout) -> Rgb:
    if layout in ("grey", "grey-alpha"):
        return np.repeat(planes, 3, axis=2)
    if layout == "cmyk":
        inks = planes.astype(np.uint16)
        return ((255 - inks[:, :, :3]) * (255 - inks[:, :, 3:]) // 255).astype(np.uint8)
    return planes


def _over_white(colours: Rgb, alpha: Pixels) -> Rgb:
    # Alpha always uses the whole range of its type, however dark the picture.
    full = 1.0 if alpha.dtype.kind in "fb" else float(np.iinfo(alpha.dtype).max)
    opacity = np.rint(alpha.astype(np.float32) * (255 / full)).clip(0, 255).astype(np.uint16)[:, :, None]
    return np.asarray(((colours * opacity + 255 * (255 - opacity) + 127) // 255).astype(np.uint8))


def orient(pixels: Rgb, orientation: int) -> Rgb:
    """The picture turned as EXIF orientation 1 to 8 says it is meant to be seen."""
    turned = {
        2: lambda p: p[:, ::-1],
        3: lambda p: p[::-1, ::-1],
        4: lambda p: p[::-1],
        5: lambda p: p.swapaxes(0, 1),
        6: lambda p: np.rot90(p, -1),
        7: lambda p: p[::-1, ::-1].swapaxes(0, 1),
        8: lambda p: np.rot90(p),
    }
    return np.ascontiguousarray(turned[orientation](pixels)) if orientation in turned else pixels
