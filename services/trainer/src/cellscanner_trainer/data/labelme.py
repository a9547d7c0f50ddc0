"""labelme JSON: one file per picture, shapes of several kinds turned into boxes."""

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cellscanner_trainer.data.errors import UnreadableLabels
from cellscanner_trainer.data.labelled import DataSet, LabelCollector, LabelledPicture

Point = tuple[float, float]
OUTLINES = ("rectangle", "polygon", "rotation")


def read_labelme(folder: Path, pictures: Path | None = None, *, classes: Sequence[str] | None = None) -> DataSet:
    """Reads every `*.json` of `folder`.

    Circles, polygons and rectangles become boxes; points, lines and others without an area are reported as dropped.

    Args:
        folder: folder of the JSON files.
        pictures: folder of the pictures; by default each file's own `imagePath`, relative to the file.
        classes: the class names in their order; by default the sorted labels found.

    Raises:
        UnreadableLabels: a file is no labelme file, or names a class that `classes` lacks.
    """
    contents = {file: _content(file) for file in sorted(folder.glob("*.json"))}
    found = {str(shape["label"]) for content in contents.values() for shape in content["shapes"]}
    names = tuple(classes) if classes is not None else tuple(sorted(found))
    if missing := found - set(names):
        raise UnreadableLabels(folder, f"classes {sorted(missing)} are not in {list(names)}")
    return DataSet(names, tuple(_picture(file, content, names, pictures) for file, content in contents.items()))


def shape_box(kind: str, points: Sequence[Point]) -> tuple[float, float, float, float] | None:
    """The `x1, y1, x2, y2` of a labelme shape, None for shapes without an area (points, lines).

    A circle is given by its centre and a point on its rim.
    """
    if kind == "circle" and len(points) == 2:
        (x, y), (rim_x, rim_y) = points
        radius = math.hypot(rim_x - x, rim_y - y)
        return x - radius, y - radius, x + radius, y + radius
    if kind in OUTLINES and len(points) >= 2:
        xs, ys = zip(*points, strict=True)
        return min(xs), min(ys), max(xs), max(ys)
    return None


def _content(file: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        content["shapes"], content["imagePath"]
        int(content["imageWidth"])
        int(content["imageHeight"])
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableLabels(file, f"not a labelme file ({error})") from error
    return content


def _picture(file: Path, content: dict[str, Any], names: tuple[str, ...], pictures: Path | None) -> LabelledPicture:
    collector = LabelCollector(int(content["imageWidth"]), int(content["imageHeight"]))
    for shape in content["shapes"]:
        label, kind = str(shape["label"]), str(shape.get("shape_type") or "polygon")
        box = shape_box(kind, [(float(x), float(y)) for x, y in shape["points"]])
        if box is None:
            collector.skip(label, f"shape '{kind}' has no area")
        else:
            collector.add(label, names.index(label), box)
    # Windows labelme writes backslashes.
    inner = Path(str(content["imagePath"]).replace("\\", "/"))
    path = pictures / inner.name if pictures else (file.parent / inner).resolve()
    return collector.picture(path)
