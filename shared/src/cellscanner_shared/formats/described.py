"""Labels before it is known which picture they belong to: the names they may go by, and how to read them then."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath

from cellscanner_shared.formats.coco import coco_pictures, read_coco
from cellscanner_shared.formats.geojson import read_geojson
from cellscanner_shared.formats.guess import Format, guess_text, read_document
from cellscanner_shared.formats.labelled import PictureFacts, Reading
from cellscanner_shared.formats.labelme import labelme_size, read_labelme
from cellscanner_shared.formats.voc import read_voc_tree, voc_size, voc_tree
from cellscanner_shared.formats.yolo import read_yolo


@dataclass(frozen=True)
class Described:
    """The labels of one picture. `names` are file names of it, the likeliest first, the last ones without a suffix.

    `size` is width and height where the file says them. `read` raises LabelsUnreadable, LabelsOfAnotherPicture.
    """

    names: tuple[str, ...]
    size: tuple[int, int] | None
    form: Format
    read: Callable[[PictureFacts], Reading]


def describe(filename: str, data: bytes, form: Format | None = None) -> list[Described]:
    """Every picture that a file of labels speaks of: one, or in COCO many. Raises LabelsUnreadable."""
    own = _own_names(filename)
    form = form or guess_text(data)
    if form == "yolo":
        return [Described(own, None, form, partial(read_yolo, data))]
    if form == "voc":
        root = voc_tree(data)
        return [_named(root.findtext("filename"), own, voc_size(root), form, partial(read_voc_tree, root))]
    form, document = read_document(data, form)
    if form == "coco":
        return [
            Described((one.name,), one.size, form, partial(read_coco, one.document)) for one in coco_pictures(document)
        ]
    if form == "labelme":
        read = partial(read_labelme, document)
        return [_named(document.get("imagePath"), own, labelme_size(document), form, read)]
    return [Described(own, None, form, partial(read_geojson, document))]


def _named(
    inside: object,
    own: tuple[str, ...],
    size: tuple[int, int] | None,
    form: Format,
    read: Callable[[PictureFacts], Reading],
) -> Described:
    """What stands in the file comes before what the file is called."""
    name = basename(inside) if isinstance(inside, str) else ""
    return Described(tuple(dict.fromkeys(filter(None, (name, *own)))), size, form, read)


def basename(path: str) -> str:
    """The last part of a path of any system."""
    return PurePosixPath(path.replace("\\", "/")).name


def _own_names(filename: str) -> tuple[str, ...]:
    """`a.tif.geojson` may be of `a.tif`, `a.txt` of `a` with any suffix."""
    return (PurePosixPath(basename(filename)).stem,)
