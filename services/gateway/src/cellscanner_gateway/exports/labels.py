"""The cells of a prediction in the formats of other programs, zipped, one picture at a time."""

import json
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import IO, Any, Literal

import numpy as np
from cellscanner_shared.formats import SUFFIXES, LabelledCells, write_labels, write_yolo
from cellscanner_shared.formats.geojson import write_geojson

from cellscanner_gateway.exports.columns import measurements
from cellscanner_gateway.statistics.service import Computed, Whole
from cellscanner_gateway.statistics.sources import Source

LabelFormat = Literal["coco", "yolo", "voc", "labelme", "geojson"]
# Every member has this date, so that the same cells are the same zip.
_DATE = (1980, 1, 1, 0, 0, 0)
Named = tuple[str, Computed, Source]


def write_label_zip(file: IO[bytes], whole: Whole, form: LabelFormat) -> None:
    """A file a picture; COCO is one file of all, and YOLO has the names of its classes in classes.txt."""
    pictures = _named(whole)
    classes = list(dict.fromkeys(name for _, _, source in pictures for name in source.cells.classes))
    with zipfile.ZipFile(file, "w") as archive:
        if form == "coco":
            _write(archive, "annotations.json", _coco(pictures, classes))
            return
        for name, one, source in pictures:
            body = _body(_labelled(f"{name}{_suffix(one)}", one, source), source, whole.wanted.ks, form, classes)
            _write(archive, f"{name}{SUFFIXES[form]}", [body])
        if form == "yolo":
            _write(archive, "classes.txt", [f"{name}\n".encode() for name in classes])


def _body(
    cells: LabelledCells, source: Source, ks: tuple[float, ...], form: LabelFormat, classes: Sequence[str]
) -> bytes:
    if form == "geojson":
        return write_geojson(cells, measurements(source, ks))
    return write_yolo(cells, tuple(classes)) if form == "yolo" else write_labels(cells, form)


def _coco(pictures: Sequence[Named], classes: Sequence[str]) -> Iterator[bytes]:
    """COCO JSON in pieces, a picture each; a predicted cell has its `score`, as in COCO's results."""
    images = [
        {"id": number, "file_name": f"{name}{_suffix(one)}", "width": source.cells.width, "height": source.cells.height}
        for number, (name, one, source) in enumerate(pictures, 1)
    ]
    categories = [{"id": number, "name": name, "supercategory": "cell"} for number, name in enumerate(classes, 1)]
    head = json.dumps({"images": images, "categories": categories}, ensure_ascii=False)
    yield f'{head[:-1]}, "annotations": ['.encode()
    written = 0
    for number, (_, _, source) in enumerate(pictures, 1):
        found = [json.dumps(one) for one in _coco_cells(source, number, written, classes)]
        if found:
            yield (("," if written else "") + ",".join(found)).encode()
        written += len(found)
    yield b"]}"


def _coco_cells(source: Source, image: int, before: int, classes: Sequence[str]) -> Iterator[dict[str, Any]]:
    cells = source.cells
    category = [classes.index(name) + 1 for name in cells.classes]
    scores = [None] * len(cells.boxes) if source.table is None else source.table.score.astype(np.float64).tolist()
    rows = zip(cells.boxes.astype(np.float64).tolist(), cells.class_index.tolist(), scores, strict=True)
    for number, ((x1, y1, x2, y2), index, score) in enumerate(rows, before + 1):
        yield {
            "id": number,
            "image_id": image,
            "category_id": category[index],
            "bbox": [x1, y1, x2 - x1, y2 - y1],
            "area": (x2 - x1) * (y2 - y1),
            "iscrowd": 0,
            "segmentation": [],
            **({} if score is None else {"score": score}),
        }


def _labelled(filename: str, one: Computed, source: Source) -> LabelledCells:
    cells = source.cells
    return LabelledCells(
        filename=filename,
        width=one.picture.image.width,
        height=one.picture.image.height,
        classes=tuple(cells.classes),
        boxes=cells.boxes.astype(np.float64),
        class_index=cells.class_index.astype(np.intp),
        shapes=(None,) * len(cells.boxes),
    )


def _named(whole: Whole) -> list[Named]:
    """Pictures with a result, each under the stem of its file name; later ones of the same name get a number."""
    taken: set[str] = set()
    found = []
    for one in whole.pictures:
        if one.source is not None:
            name = _free(_stem(one), taken)
            taken.add(name)
            found.append((name, one, one.source))
    return found


def _stem(one: Computed) -> str:
    image = one.picture.image
    page = f"-page-{image.page + 1}" if image.pages > 1 else ""
    # Names in a zip are paths to whoever unpacks it.
    return PurePath(image.filename.replace("/", "_").replace("\\", "_")).stem + page


def _suffix(one: Computed) -> str:
    return PurePath(one.picture.image.filename).suffix


def _free(stem: str, taken: set[str]) -> str:
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem} ({number})"
    return name


def _write(archive: zipfile.ZipFile, name: str, pieces: Sequence[bytes] | Iterator[bytes]) -> None:
    member = zipfile.ZipInfo(name, _DATE)
    member.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(member, "w", force_zip64=True) as file:
        for piece in pieces:
            file.write(piece)
