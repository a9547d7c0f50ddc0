"""Computed predictions written out by hand, without a database: what figures, files and reports are made from."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

import numpy as np
from cellscanner_gateway.images.models import Image
from cellscanner_gateway.predictions.models import ImageState, Prediction, PredictionImage
from cellscanner_gateway.predictions.repository import Picture
from cellscanner_gateway.projects.models import Group
from cellscanner_gateway.statistics.picture import PictureCells, picture_statistics
from cellscanner_gateway.statistics.service import Computed, Wanted, Whole
from cellscanner_gateway.statistics.sources import Source
from cellscanner_shared.cells import CellTable

CLASSES = ("living", "dead")
Box = tuple[float, float, float, float]


def square(x: float, y: float, side: float = 20.0) -> Box:
    """The box of a square cell about this centre."""
    return (x - side / 2, y - side / 2, x + side / 2, y + side / 2)


def computed(
    number: int,
    *,
    living: Sequence[Box] = (),
    dead: Sequence[Box] = (),
    group: str | None = None,
    specimen: str | None = None,
    filename: str | None = None,
    scale: float | None = None,
    failed: bool = False,
    ks: tuple[float, ...] = (2.0, 4.0),
) -> Computed:
    """A picture of 1000 x 500 pixels, id `UUID(int=number)`; its living cells come first, the last cell corrected."""
    image = Image(
        id=UUID(int=number),
        filename=filename or f"{number}.png",
        page=0,
        pages=1,
        width=1000,
        height=500,
        micrometers_per_pixel=scale,
    )
    image.group = Group(name=group) if group else None
    state = ImageState.FAILED if failed else ImageState.SUCCEEDED
    problem = {"detail": "The file ends too early."} if failed else None
    result = PredictionImage(
        image_id=image.id,
        position=number,
        state=state.value,
        warnings=[{"code": "no-scale", "message": "The picture has no scale."}] if scale is None else [],
        problem=problem,
        analysed_megapixels=None if failed else 0.5,
    )
    picture = Picture(result, image)
    if failed:
        return Computed(picture, specimen, None, None)
    boxes = np.array([*living, *dead], np.float32).reshape(-1, 4)
    classes = np.array([0] * len(living) + [1] * len(dead), np.uint8)
    cells = PictureCells(boxes, classes, CLASSES, frozenset({"dead"}), 1000, 500, 500_000.0, scale)
    count = len(boxes)
    corrected = np.arange(count) == count - 1
    score = np.linspace(0.5, 0.9, count, dtype=np.float32)
    table = CellTable(boxes, score, classes, score, classes, corrected, CLASSES, CLASSES, "base/tiny@1")
    return Computed(picture, specimen, Source(cells, None, table), picture_statistics(cells, ks))


def whole(*pictures: Computed, ks: tuple[float, ...] = (2.0, 4.0), control: str | None = None) -> Whole:
    """A prediction of base/tiny@1, dead cells its targets."""
    prediction = Prediction(
        id=UUID(int=10**6),
        created_at=datetime(2026, 11, 24, 1, 2, 3, tzinfo=UTC),
        model="base/tiny@1",
        confidence=0.5,
        software_version="0.1.0",
        classes=[{"name": "living", "target": False}, {"name": "dead", "target": True}],
    )
    return Whole(prediction, Wanted(ks, "predicted", control), list(pictures))
