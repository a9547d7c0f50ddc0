"""Files of labels: COCO, YOLO, Pascal VOC, labelme and GeoJSON as QuPath reads it, to and from one form."""

from collections.abc import Callable
from typing import Any, Literal, get_args

from cellscanner_shared.formats.coco import read_coco, write_coco
from cellscanner_shared.formats.errors import LabelsOfAnotherPicture, LabelsUnreadable
from cellscanner_shared.formats.geojson import read_geojson, write_geojson
from cellscanner_shared.formats.labelled import (
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
from cellscanner_shared.formats.labelme import read_labelme, write_labelme
from cellscanner_shared.formats.parsing import MOST_BYTES, parse_json
from cellscanner_shared.formats.voc import read_voc, write_voc
from cellscanner_shared.formats.yolo import read_yolo, write_yolo

__all__ = [
    "FORMATS",
    "MOST_BYTES",
    "MOST_CELLS",
    "MOST_CLASSES",
    "MOST_POINTS",
    "SUFFIXES",
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
    "write_coco",
    "write_labels",
    "write_yolo",
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


def write_labels(cells: LabelledCells, form: Format) -> bytes:
    """The labels of one picture as a file. YOLO keeps class numbers only, in the order of `cells.classes`."""
    writers: dict[Format, Callable[[LabelledCells], bytes]] = {
        "coco": lambda one: write_coco([one]),
        "yolo": write_yolo,
        "voc": write_voc,
        "labelme": write_labelme,
        "geojson": write_geojson,
    }
    return writers[form](cells)
