"""Bytes from outside to trees of plain values, without believing any of them."""

import json
import math
from collections.abc import Iterable
from typing import Any, NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from cellscanner_shared.formats.errors import LabelsUnreadable
from cellscanner_shared.formats.labelled import Point

MOST_BYTES = 64 << 20
_MOST_ELEMENTS = 2_500_000


def _check_size(data: bytes) -> None:
    if len(data) > MOST_BYTES:
        raise LabelsUnreadable(
            f"A file of labels may have {MOST_BYTES >> 20} MB.",
            reason="labels-file-too-large",
            limit_mb=MOST_BYTES >> 20,
        )


def text_of(data: bytes) -> str:
    """UTF-8, with or without a mark at its beginning. Raises LabelsUnreadable."""
    _check_size(data)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LabelsUnreadable("The file is not text in UTF-8.", reason="labels-not-utf8") from error


def parse_json(data: bytes) -> Any:
    """Raises LabelsUnreadable for what is no JSON, or nested too deep to be labels."""
    try:
        return json.loads(text_of(data))
    except (ValueError, RecursionError) as error:
        raise LabelsUnreadable("The file is no JSON.", reason="labels-no-json") from error


def parse_xml(data: bytes) -> Element:
    """The root. A document type is refused, and with it every entity. Raises LabelsUnreadable."""
    _check_size(data)
    builder = TreeBuilder()
    parser = expat.ParserCreate()
    elements = 0

    def begin(tag: str, attributes: dict[str, str]) -> None:
        nonlocal elements
        elements += 1
        if elements > _MOST_ELEMENTS:
            raise LabelsUnreadable("The file has too many elements.", reason="labels-too-many-elements")
        builder.start(tag, attributes)

    parser.StartElementHandler = begin
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise LabelsUnreadable("The file is no XML.", reason="labels-no-xml") from error
    root: Element = builder.close()
    return root


def _refuse_doctype(*_: object) -> NoReturn:
    raise LabelsUnreadable("A document type and entities are not accepted in labels.", reason="xml-entities")


def number(value: object) -> float:
    """A finite JSON number, or one in digits. Raises ValueError for anything else, true and false too."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError("not a number")
    try:
        found = float(value)
    except OverflowError as error:
        raise ValueError("not a number") from error
    if not math.isfinite(found):
        raise ValueError("not a number")
    return found


def points_of(value: object) -> list[Point]:
    """`[[x, y], …]`, further coordinates of a point left out. Raises ValueError."""
    if not isinstance(value, list) or not value:
        raise ValueError("not a list of points")
    return [_point(item) for item in value]


def _point(item: object) -> Point:
    if not isinstance(item, list) or len(item) < 2:
        raise ValueError("not a point")
    return number(item[0]), number(item[1])


def objects(value: object, what: str) -> Iterable[dict[str, Any]]:
    """The objects of a list. Raises LabelsUnreadable where it is none, or holds something else."""
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise LabelsUnreadable(f"The file has no list of {what}.", reason="file-lacks-list", what=what)
    return value
