"""Pascal VOC: one XML file per picture, corners in pixels."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from pathlib import Path

from cellscanner_trainer.data.errors import UnreadableLabels
from cellscanner_trainer.data.labelled import DataSet, LabelCollector, LabelledPicture

CORNERS = ("xmin", "ymin", "xmax", "ymax")


def read_voc(folder: Path, pictures: Path, *, classes: Sequence[str] | None = None) -> DataSet:
    """Reads every `*.xml` of `folder`; boxes of no size are dropped and reported.

    Args:
        folder: folder of the XML files.
        pictures: folder of the pictures they name.
        classes: the class names in their order; by default the sorted names found.

    Raises:
        UnreadableLabels: a file is no VOC annotation, or names a class that `classes` lacks.
    """
    roots = {file: _root(file) for file in sorted(folder.glob("*.xml"))}
    found = {item.findtext("name", "") for root in roots.values() for item in root.iter("object")}
    names = tuple(classes) if classes is not None else tuple(sorted(found))
    if missing := found - set(names):
        raise UnreadableLabels(folder, f"classes {sorted(missing)} are not in {list(names)}")
    return DataSet(names, tuple(_picture(file, root, names, pictures) for file, root in roots.items()))


def _root(file: Path) -> ElementTree.Element:
    text = file.read_text(encoding="utf-8")
    if "<!ENTITY" in text:
        raise UnreadableLabels(file, "XML entities are not accepted")
    try:
        root = ElementTree.fromstring(text)  # noqa: S314
    except ElementTree.ParseError as error:
        raise UnreadableLabels(file, f"not XML ({error})") from error
    if root.tag != "annotation":
        raise UnreadableLabels(file, "no Pascal VOC annotation")
    return root


def _picture(file: Path, root: ElementTree.Element, names: tuple[str, ...], pictures: Path) -> LabelledPicture:
    try:
        collector = LabelCollector(int(root.findtext("size/width", "")), int(root.findtext("size/height", "")))
        for item in root.iter("object"):
            label = item.findtext("name", "")
            x1, y1, x2, y2 = (float(item.findtext(f"bndbox/{corner}", "")) for corner in CORNERS)
            collector.add(label, names.index(label), (x1, y1, x2, y2))
    except ValueError as error:
        raise UnreadableLabels(file, f"a number is missing ({error})") from error
    # The file name inside the XML is often stale; the XML's own name decides, the inner one gives the suffix.
    suffix = Path(root.findtext("filename", "")).suffix or ".jpg"
    return collector.picture(pictures / f"{file.stem}{suffix}")
