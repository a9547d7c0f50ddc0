"""The picture with its boxes that lies under the segments of the figure `neighbours`."""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from cellscanner_shared.cells import CellTable
from cellscanner_shared.overlay import draw_overlay
from cellscanner_shared.pictures import open_picture
from cellscanner_shared.store import ObjectStore
from numpy.typing import NDArray
from PIL import Image as PillowImage

from cellscanner_gateway.figures.subject import cells_of
from cellscanner_gateway.statistics.service import Computed

# At 300 dpi the figure's picture is about 1900 pixels wide.
_LONGEST_SIDE = 2400


def picture_with_boxes(store: ObjectStore, scratch: Path, one: Computed) -> NDArray[np.uint8]:
    """H x W x 3 RGB, its longer side at most 2400. Raises PictureError, StoreUnavailable, ObjectMissing."""
    image, cells = one.picture.image, cells_of(one)
    with TemporaryDirectory(dir=scratch) as folder:
        path = Path(folder) / "original"
        store.get_file(image.original_key, path)
        with open_picture(path, image.page) as picture:
            drawn = draw_overlay(picture, _table(one), cells.targets, k=None, max_side=_LONGEST_SIDE)
    return np.asarray(PillowImage.open(BytesIO(drawn)).convert("RGB"))


def _table(one: Computed) -> CellTable:
    """The predicted table, or one of a person's labels, which have no scores and nothing corrected by a classifier."""
    if one.source is not None and one.source.table is not None:
        return one.source.table
    cells = cells_of(one)
    no_score = np.full(len(cells.boxes), np.nan, np.float32)
    return CellTable.detected(cells.boxes, no_score, cells.class_index, cells.classes, model="")
