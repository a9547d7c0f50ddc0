"""The statistics of one picture. Missing is None, never 0: no targets, no normals, no scale."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

SQUARE_MICROMETERS_PER_SQUARE_MILLIMETER = 1e6


@dataclass(frozen=True, eq=False)
class PictureCells:
    """The cells of one picture: boxes (N, 4) `x1, y1, x2, y2` in its pixels, class indices (N,) into `classes`.

    `targets` names the classes that are targets; all others are normal. `analysed_pixels` is the area that was looked
    at, which may be less than width times height; `left_out` are the parts `x1, y1, x2, y2` that were not, None where
    that is not known any more.
    """

    boxes: NDArray[np.float32]
    class_index: NDArray[np.uint8]
    classes: Sequence[str]
    targets: frozenset[str]
    width: int
    height: int
    analysed_pixels: float
    micrometers_per_pixel: float | None = None
    left_out: Sequence[Sequence[float]] | None = ()


@dataclass(frozen=True)
class PictureStatistics:
    """One picture in numbers; keys of mappings by class name every class, keys of `effective_score` are the k given."""

    counts: dict[str, int]
    proportions: dict[str, float | None]
    target_ratio: float | None
    target_proportion: float | None
    mean_size: dict[str, float | None]
    mean_size_um2: dict[str, float | None]
    size_ratio: float | None
    target_radius_px: float | None
    effective_score: dict[float, float | None]
    nearest_normal_px: float | None
    density_per_megapixel: dict[str, float | None]
    density_per_mm2: dict[str, float | None]


def picture_statistics(cells: PictureCells, ks: Sequence[float]) -> PictureStatistics:
    """Every statistic of a picture, effective scores at each k of `ks`."""
    boxes = cells.boxes.astype(np.float64)
    sides = np.stack([boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]], axis=1)
    centres = (boxes[:, :2] + boxes[:, 2:]) / 2
    is_target = np.array([name in cells.targets for name in cells.classes], np.bool_)[cells.class_index]
    area = sides.prod(axis=1)
    numbers = np.bincount(cells.class_index, minlength=len(cells.classes))
    counts = {name: int(n) for name, n in zip(cells.classes, numbers, strict=True)}
    total, targets, scale = len(boxes), int(is_target.sum()), cells.micrometers_per_pixel
    area_of = {name: _mean(area[cells.class_index == index]) for index, name in enumerate(cells.classes)}
    radius = _mean(sides[is_target].sum(axis=1) / 4)
    return PictureStatistics(
        counts=counts,
        proportions={name: _ratio(n, total) for name, n in counts.items()},
        target_ratio=_ratio(targets, total - targets),
        target_proportion=_ratio(targets, total),
        mean_size={name: _over(one, cells.width * cells.height) for name, one in area_of.items()},
        mean_size_um2={name: _times(one, scale) for name, one in area_of.items()},
        size_ratio=_over(_mean(area[is_target]), _mean(area[~is_target])),
        target_radius_px=radius,
        effective_score=effective_scores(centres[is_target], centres[~is_target], radius, ks),
        nearest_normal_px=_nearest(centres[is_target], centres[~is_target]),
        density_per_megapixel={name: _over(n, cells.analysed_pixels / 1e6) for name, n in counts.items()},
        density_per_mm2={name: _per_square_millimeter(n, cells.analysed_pixels, scale) for name, n in counts.items()},
    )


def relative_sizes(cells: PictureCells) -> NDArray[np.float64]:
    """(N,) box area of each cell over the mean box area of the picture's normal cells; NaN without normal cells."""
    boxes = cells.boxes.astype(np.float64)
    area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    is_normal = np.array([name not in cells.targets for name in cells.classes], np.bool_)[cells.class_index]
    mean = _mean(area[is_normal])
    return area / mean if mean else np.full(len(area), np.nan)


def effective_scores(
    targets: NDArray[np.float64], normals: NDArray[np.float64], radius: float | None, ks: Sequence[float]
) -> dict[float, float | None]:
    """Mean over the targets of the normal cells whose centres lie within (<=) k times `radius` of the target's centre.

    Args:
        targets: (T, 2) centres in pixels.
        normals: (M, 2) centres in pixels.
        radius: mean radius of the targets in pixels; None without targets.
        ks: multiples of the radius.

    Returns:
        None for every k without targets, 0 with targets and no normals.
    """
    if not len(targets) or radius is None:
        return dict.fromkeys(ks)
    if not len(normals):
        return dict.fromkeys(ks, 0.0)
    # Two trees walked together count whole branches at once: no pair is ever listed.
    pairs = cKDTree(targets).count_neighbors(cKDTree(normals), np.asarray(ks, np.float64) * radius)
    return {k: float(n) / len(targets) for k, n in zip(ks, np.atleast_1d(pairs), strict=True)}


def _nearest(targets: NDArray[np.float64], normals: NDArray[np.float64]) -> float | None:
    if not len(targets) or not len(normals):
        return None
    return _mean(np.asarray(cKDTree(normals).query(targets)[0]))


def _mean(values: NDArray[np.float64]) -> float | None:
    return float(values.mean()) if len(values) else None


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _over(part: float | None, whole: float | None) -> float | None:
    return part / whole if part is not None and whole else None


def _times(area_px: float | None, scale: float | None) -> float | None:
    return None if area_px is None or scale is None else area_px * scale**2


def _per_square_millimeter(count: int, pixels: float, scale: float | None) -> float | None:
    return None if scale is None else _over(count, pixels * scale**2 / SQUARE_MICROMETERS_PER_SQUARE_MILLIMETER)
