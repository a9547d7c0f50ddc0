"""What is wrong with the cells that a model found, held against the truth: a class, a false box, a missing cell."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from cellscanner_shared.geometry import iou_matrix
from numpy.typing import NDArray

Json = dict[str, Any]
Boxes = NDArray[np.float32]
# A box counts for a cell from here on, as in every other figure of these pictures.
IOU = 0.5


@dataclass(frozen=True)
class Truth:
    """The cells of a picture."""

    boxes: Boxes
    classes: tuple[str, ...]


@dataclass(frozen=True)
class Mistakes:
    """Of one picture: cells of the wrong class with the right one, false boxes, and missing cells by their place."""

    wrong: dict[str, str]
    false: tuple[str, ...]
    missing: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.wrong) + len(self.false) + len(self.missing)


def pairs(truth: Boxes, found: Boxes) -> list[tuple[int, int]]:
    """True and found cells one to one, the best overlap first."""
    overlaps = np.asarray(iou_matrix(truth, found)) if len(truth) and len(found) else np.zeros((0, 0))
    ranked = sorted(((float(overlaps[a, b]), int(a), int(b)) for a, b in np.argwhere(overlaps >= IOU)), reverse=True)
    matched: dict[int, int] = {}
    for _, a, b in ranked:
        if a not in matched and b not in matched.values():
            matched[a] = b
    return list(matched.items())


def boxes_of(cells: list[Json]) -> Boxes:
    return np.array([cell["box"] for cell in cells], np.float32).reshape(-1, 4)


def mistakes(truth: Truth, cells: list[Json]) -> Mistakes:
    """Of labels as the API gives them."""
    matched = pairs(truth.boxes, boxes_of(cells))
    right = {cells[found]["id"]: truth.classes[true] for true, found in matched}
    return Mistakes(
        wrong={
            cell["id"]: right[cell["id"]] for cell in cells if right.get(cell["id"], cell["class"]) != cell["class"]
        },
        false=tuple(cell["id"] for cell in cells if cell["id"] not in right),
        missing=tuple(sorted(set(range(len(truth.classes))) - {true for true, _ in matched})),
    )


def f1(pictures: list[tuple[Truth, list[Json]]]) -> float:
    """Of finding and naming cells together: a cell of the wrong class is a false and a missing one."""
    right = found = true = 0
    for truth, cells in pictures:
        right += sum(truth.classes[a] == cells[b]["class"] for a, b in pairs(truth.boxes, boxes_of(cells)))
        found += len(cells)
        true += len(truth.classes)
    return 2 * right / (found + true) if found + true else 1.0
