"""Boxes and tiles: which tiles cover a picture, which tile owns a cell, which boxes are one object."""

from cellscanner_shared.geometry.boxes import Boxes, centres, iou_matrix
from cellscanner_shared.geometry.grid import pairs_within
from cellscanner_shared.geometry.suppression import suppress
from cellscanner_shared.geometry.tiles import Tile, merge_seams, owned_by_core, plan_tiles

__all__ = [
    "Boxes",
    "Tile",
    "centres",
    "iou_matrix",
    "merge_seams",
    "owned_by_core",
    "pairs_within",
    "plan_tiles",
    "suppress",
]
