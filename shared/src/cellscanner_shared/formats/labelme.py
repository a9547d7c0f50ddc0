"""labelme JSON: a file a picture, shapes of several kinds."""

from collections.abc import Iterator, Mapping
from typing import Any

from cellscanner_shared.formats.labelled import (
    Box,
    Collector,
    LabelledCells,
    PictureFacts,
    Point,
    Reading,
    Shape,
    disc,
    outline,
)
from cellscanner_shared.formats.parsing import number, objects, points_of
from cellscanner_shared.formats.streaming import Items, json_pieces

_OUTLINES = frozenset({"rectangle", "polygon", "rotation", "mask"})
_WITHOUT_AREA = {"point": "point", "points": "point", "line": "line", "linestrip": "line"}


def read_labelme(document: Mapping[str, Any], picture: PictureFacts) -> Reading:
    """Rectangles, polygons and circles become boxes; points and lines are skipped.

    Raises LabelsUnreadable, LabelsOfAnotherPicture.
    """
    collector = Collector(picture)
    collector.expect_size(_size(document, "imageWidth"), _size(document, "imageHeight"))
    for place, shape in enumerate(objects(document.get("shapes"), "shapes"), 1):
        label = str(shape.get("label") or "")
        what = f"shape {place} ({label})"
        kind = str(shape.get("shape_type") or "polygon")
        if kind in _WITHOUT_AREA:
            collector.skip(what, _WITHOUT_AREA[kind])
            continue
        try:
            found = _box(kind, points_of(shape.get("points")))
        except ValueError:
            collector.skip(what, "not-a-number")
            continue
        if found is None:
            collector.skip(what, "unknown-shape")
        else:
            collector.add(what, label, *found)
    return collector.reading()


def labelme_size(document: Mapping[str, Any]) -> tuple[int, int] | None:
    """None where the file does not say."""
    size = int(_size(document, "imageWidth")), int(_size(document, "imageHeight"))
    return size if all(size) else None


def _size(document: Mapping[str, Any], side: str) -> float:
    try:
        return number(document.get(side))
    except ValueError:
        return 0.0


def _box(kind: str, points: list[Point]) -> tuple[Box, Shape | None] | None:
    if kind == "circle" and len(points) == 2:
        return disc(*points)
    if kind in _OUTLINES and len(points) >= 2:
        return outline(points)
    return None


def stream_labelme(cells: LabelledCells) -> Iterator[bytes]:
    """One JSON file. A cell that had an outline has it again, any other is a rectangle."""
    pieces: Iterator[Items] = (
        [
            {
                "label": name,
                "points": [[box[0], box[1]], [box[2], box[3]]] if shape is None else shape.points,
                "group_id": None,
                "description": "",
                "shape_type": "rectangle" if shape is None else shape.kind,
                "flags": {},
            }
            for box, name, shape in zip(piece.boxes.tolist(), piece.class_names, piece.shapes, strict=True)
        ]
        for piece in cells.pieces()
    )
    tail = {
        "imagePath": cells.filename,
        "imageData": None,
        "imageHeight": cells.height,
        "imageWidth": cells.width,
    }
    yield from json_pieces({"version": "5.5.0", "flags": {}}, "shapes", pieces, tail)
