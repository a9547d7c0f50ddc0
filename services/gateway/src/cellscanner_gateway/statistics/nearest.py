"""How far each cell is from its nearest neighbours, centre to centre in pixels. Missing is NaN."""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from cellscanner_gateway.statistics.picture import PictureCells


def nearest_cells(cells: PictureCells) -> NDArray[np.float64]:
    """(N,) distance to the nearest other cell of any class; NaN for a cell that is alone."""
    centres = _centres(cells)
    if len(centres) < 2:
        return np.full(len(centres), np.nan)
    # The nearest of all is the cell itself, or another one on the very same spot: either way the second is meant.
    return np.asarray(cKDTree(centres).query(centres, k=2)[0][:, 1])


def nearest_normals(cells: PictureCells) -> NDArray[np.float64]:
    """(N,) distance of each target to the nearest normal cell; NaN for normal cells, and without any.

    Its mean over the targets is `nearest_normal_px` of the picture.
    """
    centres = _centres(cells)
    is_target = np.array([name in cells.targets for name in cells.classes], np.bool_)[cells.class_index]
    distance = np.full(len(centres), np.nan)
    if is_target.any() and not is_target.all():
        distance[is_target] = cKDTree(centres[~is_target]).query(centres[is_target])[0]
    return distance


def _centres(cells: PictureCells) -> NDArray[np.float64]:
    boxes = cells.boxes.astype(np.float64)
    return np.asarray((boxes[:, :2] + boxes[:, 2:]) / 2)
