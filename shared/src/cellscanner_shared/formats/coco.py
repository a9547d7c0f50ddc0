"""COCO JSON: several pictures in one file, boxes as x, y, width, height."""

import json
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from cellscanner_shared.formats.errors import LabelsOfAnotherPicture
from cellscanner_shared.formats.labelled import (
    Collector,
    LabelledCells,
    PictureFacts,
    Point,
    Reading,
    Shape,
    all_classes,
    clean_name,
    outline,
)
from cellscanner_shared.formats.parsing import number, objects


def read_coco(document: Mapping[str, Any], picture: PictureFacts) -> Reading:
    """The labels of the picture that has the name of `picture`, or of the only one there is.

    Crowd regions are skipped. Raises LabelsUnreadable, LabelsOfAnotherPicture.
    """
    image = _choose(list(objects(document.get("images"), "images")), picture)
    names = {_key(one.get("id")): str(one.get("name", "")) for one in objects(document.get("categories"), "categories")}
    collector = Collector(picture, list(dict.fromkeys(filter(None, map(clean_name, names.values())))))
    collector.expect_size(_size(image.get("width")), _size(image.get("height")))
    for place, item in enumerate(objects(document.get("annotations"), "annotations")):
        if item.get("image_id") == image.get("id"):
            _add(collector, f"annotation {item.get('id', place)}", item, names)
    return collector.reading()


def _choose(images: list[dict[str, Any]], picture: PictureFacts) -> dict[str, Any]:
    named = [image for image in images if _basename(image.get("file_name")) == picture.filename]
    if len(named) == 1 or len(images) == 1:
        return (named or images)[0]
    raise LabelsOfAnotherPicture(f"The file has {len(images)} pictures; {len(named)} are called {picture.filename}.")


def _basename(name: object) -> str:
    return PurePosixPath(str(name).replace("\\", "/")).name


def _key(value: object) -> str:
    return repr(value)


def _size(value: object) -> float:
    try:
        return number(value)
    except ValueError:
        return 0.0


def _add(collector: Collector, what: str, item: dict[str, Any], names: dict[str, str]) -> None:
    if item.get("iscrowd"):
        collector.skip(what, "crowd")
        return
    try:
        x, y, width, height = (number(side) for side in item["bbox"])
    except (KeyError, TypeError, ValueError):
        collector.skip(what, "not-a-number")
        return
    shape = _polygon(item.get("segmentation"))
    collector.add(what, names.get(_key(item.get("category_id")), ""), (x, y, x + width, y + height), shape)


def _polygon(segmentation: object) -> Shape | None:
    """The outline of a cell in one piece; masks and cells in pieces stay boxes."""
    if not isinstance(segmentation, list) or len(segmentation) != 1 or not isinstance(segmentation[0], list):
        return None
    try:
        flat = [number(value) for value in segmentation[0]]
    except ValueError:
        return None
    points: list[Point] = list(zip(flat[::2], flat[1::2], strict=False))
    return outline(points)[1] if len(points) > 2 else None


def write_coco(pictures: Sequence[LabelledCells]) -> bytes:
    """One file of all pictures. Classes are numbered from 1 in the order in which they appear."""
    names = all_classes(pictures)
    document: dict[str, Any] = {
        "images": [
            {"id": place, "file_name": one.filename, "width": one.width, "height": one.height}
            for place, one in enumerate(pictures, 1)
        ],
        "categories": [{"id": place, "name": name, "supercategory": "cell"} for place, name in enumerate(names, 1)],
        "annotations": [],
    }
    categories = {name: place for place, name in enumerate(names, 1)}
    for place, one in enumerate(pictures, 1):
        for box, name, shape in zip(one.boxes.tolist(), one.class_names, one.shapes, strict=True):
            document["annotations"].append(
                {
                    "id": len(document["annotations"]) + 1,
                    "image_id": place,
                    "category_id": categories[name],
                    "bbox": [box[0], box[1], box[2] - box[0], box[3] - box[1]],
                    "area": (box[2] - box[0]) * (box[3] - box[1]),
                    "iscrowd": 0,
                    "segmentation": _segmentation(shape),
                }
            )
    return json.dumps(document, ensure_ascii=False).encode()


def _segmentation(shape: Shape | None) -> list[list[float]]:
    if shape is None or shape.kind != "polygon":
        return []
    return [[value for point in shape.points for value in point]]
