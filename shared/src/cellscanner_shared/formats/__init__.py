"""Files of labels: COCO, YOLO, Pascal VOC, labelme and GeoJSON as QuPath reads it, to and from one form."""

from collections.abc import Callable, Iterator
from typing import Any, Literal, get_args

from cellscanner_shared.formats.coco import CocoWriter, read_coco, write_coco
from cellscanner_shared.formats.errors import LabelsOfAnotherPicture, LabelsUnreadable
from cellscanner_shared.formats.geojson import read_geojson, stream_geojson
from cellscanner_shared.formats.labelled import (
    CELLS_AT_ONCE,
    MOST_CELLS,
    MOST_CLASSES,
    MOST_POINTS,
    LabelledCells,
    PictureFacts,
    Reading,
    Shape,
    Skipped,
    all_classes,
    clean_name,
)
from cellscanner_shared.formats.labelme import read_labelme, stream_labelme
from cellscanner_shared.formats.parsing import MOST_BYTES, parse_json
from cellscanner_shared.formats.voc import read_voc, stream_voc
from cellscanner_shared.formats.yolo import read_yolo, stream_yolo

__all__ = [
    "CELLS_AT_ONCE",
    "FORMATS",
    "MOST_BYTES",
    "MOST_CELLS",
    "MOST_CLASSES",
    "MOST_POINTS",
    "SUFFIXES",
    "CocoWriter",
    "Format",
    "LabelledCells",
    "LabelsOfAnotherPicture",
    "LabelsUnreadable",
    "PictureFacts",
    "Reading",
    "Shape",
    "Skipped",
    "all_classes",
    "clean_name",
    "read_labels",
    "stream_labels",
    "write_coco",
    "write_labels",
]

Format = Literal["coco", "yolo", "voc", "labelme", "geojson"]
FORMATS: tuple[Format, ...] = get_args(Format)
SUFFIXES: dict[Format, str] = {
    "coco": ".json",
    "yolo": ".txt",
    "voc": ".xml",
    "labelme": ".json",
    "geojson": ".geojson",
}
_OF_JSON: dict[Format, Callable[[Any, PictureFacts], Reading]] = {
    "coco": read_coco,
    "labelme": read_labelme,
    "geojson": read_geojson,
}
_OF_TEXT: dict[Format, Callable[[bytes, PictureFacts], Reading]] = {"yolo": read_yolo, "voc": read_voc}


def read_labels(data: bytes, picture: PictureFacts, form: Format | None = None) -> Reading:
    """The labels of `picture` in a file of any format, guessed from its content where `form` does not say.

    Raises LabelsUnreadable, LabelsOfAnotherPicture.
    """
    start = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if form is None:
        form = "voc" if start == b"<" else None if start in (b"{", b"[") else "yolo"
    if form is not None and form in _OF_TEXT:
        return _OF_TEXT[form](data, picture)
    document = parse_json(data)
    form = form or _guess(document)
    if form != "geojson" and not isinstance(document, dict):
        raise LabelsUnreadable("The file is JSON, but no object.")
    return _OF_JSON[form](document, picture)


def _guess(document: object) -> Format:
    if isinstance(document, list):
        return "geojson"
    if isinstance(document, dict):
        if "shapes" in document:
            return "labelme"
        if {"images", "annotations"} <= document.keys():
            return "coco"
        if document.get("type") in ("FeatureCollection", "Feature"):
            return "geojson"
    raise LabelsUnreadable("The file is JSON, but neither COCO nor labelme nor GeoJSON.")


def stream_labels(cells: LabelledCells, form: Format, classes: tuple[str, ...] | None = None) -> Iterator[bytes]:
    """The labels of one picture as a file, some thousand cells at a time.

    YOLO keeps class numbers only, in the order of `classes`, else of the cells' own.
    """
    match form:
        case "coco":
            yield write_coco([cells])
        case "yolo":
            yield from stream_yolo(cells, classes)
        case "voc":
            yield from stream_voc(cells)
        case "labelme":
            yield from stream_labelme(cells)
        case "geojson":
            yield from stream_geojson(cells)


def write_labels(cells: LabelledCells, form: Format, classes: tuple[str, ...] | None = None) -> bytes:
    """The same in one piece."""
    return b"".join(stream_labels(cells, form, classes))
