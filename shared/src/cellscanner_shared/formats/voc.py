"""Pascal VOC XML: a file a picture, corners in pixels."""

from xml.etree.ElementTree import Element, SubElement, tostring

from cellscanner_shared.formats.errors import LabelsUnreadable
from cellscanner_shared.formats.labelled import Collector, LabelledCells, PictureFacts, Reading, clean_name
from cellscanner_shared.formats.parsing import number, parse_xml

_CORNERS = ("xmin", "ymin", "xmax", "ymax")


def read_voc(data: bytes, picture: PictureFacts) -> Reading:
    """The objects of a VOC file. Raises LabelsUnreadable, LabelsOfAnotherPicture."""
    root = parse_xml(data)
    if root.tag != "annotation":
        raise LabelsUnreadable("The file is no Pascal VOC annotation.")
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


def write_voc(cells: LabelledCells) -> bytes:
    """One XML file; corners as they are, with up to three decimals."""
    root = Element("annotation")
    SubElement(root, "filename").text = clean_name(cells.filename)
    size = SubElement(root, "size")
    for side, pixels in (("width", cells.width), ("height", cells.height), ("depth", 3)):
        SubElement(size, side).text = str(pixels)
    for box, name in zip(cells.boxes.tolist(), cells.class_names, strict=True):
        item = SubElement(root, "object")
        SubElement(item, "name").text = clean_name(name)
        SubElement(item, "difficult").text = "0"
        corners = SubElement(item, "bndbox")
        for corner, value in zip(_CORNERS, box, strict=True):
            SubElement(corners, corner).text = f"{value:.3f}".rstrip("0").rstrip(".")
    content: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return content
