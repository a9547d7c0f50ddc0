"""Which format a file of labels is in, by what stands in it."""

from typing import Any, Literal, get_args

from cellscanner_shared.formats.errors import LabelsUnreadable
from cellscanner_shared.formats.parsing import parse_json

Format = Literal["coco", "yolo", "voc", "labelme", "geojson"]
FORMATS: tuple[Format, ...] = get_args(Format)


def guess_text(data: bytes) -> Format | None:
    """By the first character: VOC or YOLO, None for what looks like JSON."""
    start = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return "voc" if start == b"<" else None if start in (b"{", b"[") else "yolo"


def read_document(data: bytes, form: Format | None) -> tuple[Format, Any]:
    """The format of a file of JSON, guessed where `form` does not say, and its content. Raises LabelsUnreadable."""
    document = parse_json(data)
    form = form or _guess(document)
    if form != "geojson" and not isinstance(document, dict):
        raise LabelsUnreadable("The file is JSON, but no object.", reason="json-no-object")
    return form, document


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
    raise LabelsUnreadable("The file is JSON, but neither COCO nor labelme nor GeoJSON.", reason="json-of-no-format")
