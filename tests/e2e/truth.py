"""True cells of real pictures, and which of them were found."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from cellscanner_shared.geometry import iou_matrix
from numpy.typing import NDArray

Boxes = NDArray[np.float32]


def true_boxes(folder: Path) -> dict[str, Boxes]:
    """Boxes x1, y1, x2, y2 of every picture of a COCO folder, by file name."""
    coco = json.loads((folder / "annotations.coco.json").read_text())
    names = {image["id"]: image["file_name"] for image in coco["images"]}
    boxes: dict[str, list[list[float]]] = {name: [] for name in names.values()}
    for annotation in coco["annotations"]:
        x, y, width, height = annotation["bbox"]
        boxes[names[annotation["image_id"]]].append([x, y, x + width, y + height])
    return {name: np.array(found, np.float32).reshape(-1, 4) for name, found in boxes.items()}


def found_pairs(truth: Boxes, cells: list[dict[str, Any]], iou: float = 0.5) -> list[tuple[int, int]]:
    """Pairs of a true cell and its detection, one to one, best overlap first."""
    boxes = np.array([cell["box"] for cell in cells], np.float32).reshape(-1, 4)
    overlaps = np.asarray(iou_matrix(truth, boxes))
    pairs = sorted(((overlaps[a, b], a, b) for a, b in np.argwhere(overlaps >= iou)), reverse=True)
    taken: set[tuple[str, int]] = set()
    matched = []
    for _, a, b in pairs:
        if ("true", a) not in taken and ("found", b) not in taken:
            taken |= {("true", a), ("found", b)}
            matched.append((int(a), int(b)))
    return matched
