"""Tables of single tiles, and the one table of a picture that they become."""

from collections.abc import Iterable

import numpy as np
from cellscanner_shared.cells import CellTable
from cellscanner_shared.geometry import merge_seams
from numpy.typing import NDArray

from cellscanner_gateway.pipeline.handle import ModelHandle
from cellscanner_gateway.pipeline.plan import Plan

Boxes = NDArray[np.float32]
Part = tuple[float, float, float, float]


def tile_table(
    model: ModelHandle,
    boxes: Boxes,
    score: NDArray[np.float32],
    detector_class: NDArray[np.uint8],
    probabilities: NDArray[np.float32] | None,
) -> CellTable:
    """Cells of one tile: `boxes` (N, 4) in picture pixels, `probabilities` (N, C) of the classifier if there is one."""
    class_index = model.detector_classes[detector_class]
    class_score = np.full(len(boxes), np.nan, np.float32)
    corrected = np.zeros(len(boxes), np.bool_)
    if probabilities is not None:
        decided = model.classifier_classes[probabilities.argmax(axis=1)]
        corrected = model.detector_tells[detector_class] & (decided != class_index)
        class_index, class_score = decided, probabilities.max(axis=1)
    return CellTable(
        boxes=boxes,
        score=score,
        class_index=class_index,
        class_score=class_score,
        detector_class_index=detector_class,
        corrected=corrected,
        classes=tuple(model.class_names),
        detector_classes=model.manifest.detector.classes,
        model=str(model.ref),
    )


def empty_table(model: ModelHandle) -> CellTable:
    """No cells, of this model."""
    none = np.empty(0, np.float32)
    return tile_table(model, np.empty((0, 4), np.float32), none, np.empty(0, np.uint8), None)


def assemble(tables: list[CellTable], plan: Plan, model: ModelHandle) -> tuple[CellTable, int]:
    """One table of all tiles, each cell once, and the number of duplicates that were merged at seams."""
    whole = CellTable.concatenate([empty_table(model), *tables])
    if len(plan.tiles) == 1:
        return whole, 0
    kept, merged = merge_seams(whole.boxes, whole.score, plan.tiles, model.manifest.detector.nms_iou)
    return whole.take(kept), merged


def join_parts(parts: Iterable[Part]) -> list[Part]:
    """The same area in fewer parts: those that stand side by side in one row, given in this order, become one."""
    joined: list[Part] = []
    for x1, y1, x2, y2 in parts:
        if joined and joined[-1][1:] == (y1, x1, y2):
            joined[-1] = (joined[-1][0], y1, x2, y2)
        else:
            joined.append((x1, y1, x2, y2))
    return joined
