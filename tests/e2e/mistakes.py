"""What a prediction got wrong of one real picture, by its true cells."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from e2e.truth import found_pairs
from support import api

Box = list[float]


@dataclass(frozen=True)
class TrueCell:
    box: Box
    class_name: str


@dataclass(frozen=True)
class Mistakes:
    """Cells by their place in the prediction."""

    wrong: list[tuple[int, str]]
    missing: list[TrueCell]
    false: list[int]


def true_cells(folder: Path) -> dict[str, list[TrueCell]]:
    """Cells of every picture of a COCO folder, by file name."""
    coco = json.loads((folder / "annotations.coco.json").read_text())
    classes = {one["id"]: one["name"] for one in coco["categories"]}
    names = {image["id"]: image["file_name"] for image in coco["images"]}
    cells: dict[str, list[TrueCell]] = {name: [] for name in names.values()}
    for one in coco["annotations"]:
        x, y, width, height = one["bbox"]
        cell = TrueCell([x, y, x + width, y + height], classes[one["category_id"]])
        cells[names[one["image_id"]]].append(cell)
    return cells


def mistakes(truth: list[TrueCell], cells: list[api.Json]) -> Mistakes:
    boxes = np.array([cell.box for cell in truth], np.float32).reshape(-1, 4)
    pairs = found_pairs(boxes, cells)
    found = {at for at, _ in pairs}
    wrong = [(at, truth[true].class_name) for true, at in pairs if truth[true].class_name != cells[at]["class"]]
    matched = {at for _, at in pairs}
    return Mistakes(
        sorted(wrong),
        [cell for at, cell in enumerate(truth) if at not in found],
        [at for at in range(len(cells)) if at not in matched],
    )
