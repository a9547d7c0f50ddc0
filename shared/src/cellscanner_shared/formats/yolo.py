"""YOLO text: a line a cell, class number and box as shares of the picture's sides."""

import json
import re
from collections.abc import Iterator, Sequence

from cellscanner_shared.formats.errors import LabelsUnreadable
from cellscanner_shared.formats.labelled import (
    Box,
    Collector,
    LabelledCells,
    PictureFacts,
    Reading,
    Shape,
    clean_name,
    outline,
)
from cellscanner_shared.formats.parsing import number, text_of

_LONGEST_NUMBER = 5
# `- dead` or `1: dead`, indented or not.
_ITEM_OF_NAMES = re.compile(r"\s*(?:-|\d{1,5}\s*:)\s*(\S.*?)\s*")


def read_yolo(data: bytes, picture: PictureFacts) -> Reading:
    """Lines `class cx cy w h`, with a score behind or not, and outlines `class x1 y1 x2 y2 x3 y3 …`.

    A class number is the place in `picture.classes`; one beyond them is called by its number. Raises LabelsUnreadable.
    """
    collector = Collector(picture, picture.classes)
    for place, line in enumerate(text_of(data).splitlines(), 1):
        if line.strip():
            _add(collector, place, line.split(), picture)
    return collector.reading()


def _add(collector: Collector, place: int, words: list[str], picture: PictureFacts) -> None:
    what = f"line {place}"
    label = _label(words[0], picture.classes)
    if label is None:
        raise LabelsUnreadable(
            f"Line {place} is no line of YOLO labels: it does not begin with a class number.",
            reason="labels-no-yolo",
            line=place,
        )
    try:
        found = _box([number(word) for word in words[1:]], picture)
    except ValueError:
        collector.skip(what, "not-a-number")
        return
    if found is None:
        collector.skip(what, "unknown-shape")
    else:
        collector.add(what, label, *found)


def _label(word: str, classes: tuple[str, ...]) -> str | None:
    """None for what is no class number."""
    if not word.isascii() or not word.isdecimal() or len(word) > _LONGEST_NUMBER:
        return None
    index = int(word)
    return classes[index] if index < len(classes) else f"class {index}"


def _box(values: list[float], picture: PictureFacts) -> tuple[Box, Shape | None] | None:
    width, height = picture.width, picture.height
    if len(values) in (4, 5):
        x, y, w, h = values[0] * width, values[1] * height, values[2] * width, values[3] * height
        return (x - w / 2, y - h / 2, x + w / 2, y + h / 2), None
    if len(values) >= 6 and len(values) % 2 == 0:
        return outline([(x * width, y * height) for x, y in zip(values[::2], values[1::2], strict=True)])
    return None


def yolo_names(filename: str, data: bytes) -> tuple[str, ...]:
    """The classes in their order, from a list of lines or from the `names` of a data.yaml; empty where it has none.

    A data.yaml comes from anybody, and one member of it is wanted: the plain ways to write that are read here, without
    the anchors, tags and documents of YAML. Raises LabelsUnreadable.
    """
    lines = text_of(data).splitlines()
    if not filename.lower().endswith((".yaml", ".yml")):
        return tuple(clean_name(line) for line in lines if line.strip())
    start = next((place for place, line in enumerate(lines) if line.startswith("names:")), None)
    if start is None:
        return ()
    inline = lines[start].removeprefix("names:").strip()
    if inline.startswith("["):
        whole = " ".join([inline, *lines[start + 1 :]]).partition("]")[0]
        return tuple(clean_name(one.strip(" '\"")) for one in whole[1:].split(",") if one.strip())
    items = (_ITEM_OF_NAMES.fullmatch(line) for line in lines[start + 1 :])
    names = []
    for found in items:
        if found is None:
            break
        names.append(_unquoted(found[1]))
    return tuple(names)


def _unquoted(text: str) -> str:
    """As data_yaml writes names: JSON, which is YAML."""
    try:
        return clean_name(str(json.loads(text)) if text.startswith('"') else text.strip("'"))
    except ValueError:
        return clean_name(text.strip("'\""))


def stream_yolo(cells: LabelledCells, classes: tuple[str, ...] | None = None) -> Iterator[bytes]:
    """A line a cell; classes are numbered from 0 in the order of `classes`, else of the cells' own."""
    index = {name: place for place, name in enumerate(classes or cells.classes)}
    for piece in cells.pieces():
        lines = (
            f"{index[name]} {_share((x1 + x2) / 2, cells.width)} {_share((y1 + y2) / 2, cells.height)} "
            f"{_share(x2 - x1, cells.width)} {_share(y2 - y1, cells.height)}\n"
            for (x1, y1, x2, y2), name in zip(piece.boxes.tolist(), piece.class_names, strict=True)
        )
        yield "".join(lines).encode()


def data_yaml(classes: Sequence[str]) -> bytes:
    """What ultralytics wants beside a folder `labels`: the names, and that the pictures lie in a folder `images`."""
    head = "# Put the pictures into the folder images. For a validation of your own, name other folders.\n"
    names = "".join(f"  {number}: {json.dumps(name, ensure_ascii=False)}\n" for number, name in enumerate(classes))
    return f"{head}train: images\nval: images\nnames:\n{names}".encode()


def _share(pixels: float, side: int) -> str:
    return f"{pixels / side:.10f}".rstrip("0").rstrip(".")
