"""Files of labels: COCO, YOLO, Pascal VOC, labelme and GeoJSON as QuPath reads it, to and from one form."""

from collections.abc import Callable, Iterator
from typing import Any

from cellscanner_shared.formats.coco import CocoWriter, read_coco, write_coco
from cellscanner_shared.formats.described import Described, describe
from cellscanner_shared.formats.errors import LabelsOfAnotherPicture, LabelsUnreadable
from cellscanner_shared.formats.geojson import read_geojson, stream_geojson
from cellscanner_shared.formats.guess import FORMATS, Format, guess_text, read_document
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
from cellscanner_shared.formats.parsing import MOST_BYTES
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
    "Described",
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
    "describe",
    "read_labels",
    "stream_labels",
    "write_coco",
    "write_labels",
]

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
    form = form or guess_text(data)
    if form is not None and form in _OF_TEXT:
        return _OF_TEXT[form](data, picture)
    form, document = read_document(data, form)
    return _OF_JSON[form](document, picture)


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
