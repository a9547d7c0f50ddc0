"""Pascal VOC XML: a file a picture, corners in pixels."""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from cellscanner_shared.formats.errors import LabelsUnreadable
from cellscanner_shared.formats.labelled import Collector, LabelledCells, PictureFacts, Reading, clean_name, printable
from cellscanner_shared.formats.parsing import number, parse_xml

_CORNERS = ("xmin", "ymin", "xmax", "ymax")


def read_voc(data: bytes, picture: PictureFacts) -> Reading:
    """The objects of a VOC file. Raises LabelsUnreadable, LabelsOfAnotherPicture."""
    return read_voc_tree(voc_tree(data), picture)


def voc_tree(data: bytes) -> Element:
    """Raises LabelsUnreadable."""
    root = parse_xml(data)
    if root.tag != "annotation":
        raise LabelsUnreadable("The file is no Pascal VOC annotation.", reason="labels-no-voc")
    return root


def voc_size(root: Element) -> tuple[int, int] | None:
    """None where the file does not say."""
    size = int(_size(root, "width")), int(_size(root, "height"))
    return size if all(size) else None


def read_voc_tree(root: Element, picture: PictureFacts) -> Reading:
    """Raises LabelsUnreadable, LabelsOfAnotherPicture."""
    collector = Collector(picture)
    collector.expect_size(_size(root, "width"), _size(root, "height"))
    for place, item in enumerate(root.iterfind("object"), 1):
        label = item.findtext("name") or ""
        what = f"object {place} ({label})"
        try:
            x1, y1, x2, y2 = (number(item.findtext(f"bndbox/{corner}")) for corner in _CORNERS)
        except ValueError:
            collector.skip(what, "not-a-number")
            continue
        collector.add(what, label, (x1, y1, x2, y2))
    return collector.reading()


def _size(root: Element, side: str) -> float:
    """0 where the file does not say."""
    try:
        return number(root.findtext(f"size/{side}"))
    except ValueError:
        return 0.0


def stream_voc(cells: LabelledCells) -> Iterator[bytes]:
    """One XML file; corners as they are, with up to three decimals."""
    filename = escape(printable(cells.filename))
    sides = f"<width>{cells.width}</width><height>{cells.height}</height><depth>3</depth>"
    yield b"<?xml version='1.0' encoding='utf-8'?>\n"
    yield f"<annotation><filename>{filename}</filename><size>{sides}</size><segmented>0</segmented>\n".encode()
    names = [escape(clean_name(name)) for name in cells.classes]
    for piece in cells.pieces():
        rows = zip(piece.boxes.tolist(), piece.class_index.tolist(), strict=True)
        yield "".join(_object(names[index], box) for box, index in rows).encode()
    yield b"</annotation>"


def _object(name: str, box: Sequence[float]) -> str:
    corners = "".join(f"<{one}>{_decimal(value)}</{one}>" for one, value in zip(_CORNERS, box, strict=True))
    facts = "<pose>Unspecified</pose><truncated>0</truncated><difficult>0</difficult>"
    return f"<object><name>{name}</name>{facts}<bndbox>{corners}</bndbox></object>\n"


def _decimal(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
