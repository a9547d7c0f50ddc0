"""COCO JSON: several pictures in one file, boxes as x, y, width, height."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cellscanner_shared.formats.errors import LabelsOfAnotherPicture
from cellscanner_shared.formats.labelled import (
    Box,
    Collector,
    LabelledCells,
    PictureFacts,
    Point,
    Reading,
    Shape,
    clean_name,
    outline,
)
from cellscanner_shared.formats.parsing import number, objects
from cellscanner_shared.formats.streaming import plain


def read_coco(document: Mapping[str, Any], picture: PictureFacts) -> Reading:
    """The labels of the picture that has the name of `picture`, or of the only one there is.

    Crowd regions are skipped. Raises LabelsUnreadable, LabelsOfAnotherPicture.
    """
    image = _choose(list(objects(document.get("images"), "images")), picture)
    names = {_key(one.get("id")): str(one.get("name", "")) for one in objects(document.get("categories"), "categories")}
    collector = Collector(picture, list(dict.fromkeys(filter(None, map(clean_name, names.values())))))
    collector.expect_size(_size(image.get("width")), _size(image.get("height")))
    for place, item in enumerate(objects(document.get("annotations"), "annotations")):
        if item.get("image_id") == image.get("id"):
            _add(collector, f"annotation {item.get('id', place)}", item, names)
    return collector.reading()


class CocoPicture(NamedTuple):
    """One picture of a file of many: `document` is a COCO file of it alone. `size` is None where it is not said."""

    name: str
    size: tuple[int, int] | None
    document: Mapping[str, Any]


def coco_pictures(document: Mapping[str, Any]) -> Iterator[CocoPicture]:
    """Every picture of the file with its own annotations, those without any too. Raises LabelsUnreadable."""
    images = list(objects(document.get("images"), "images"))
    of_image: dict[str, list[dict[str, Any]]] = {_key(image.get("id")): [] for image in images}
    for item in objects(document.get("annotations"), "annotations"):
        of_image.get(_key(item.get("image_id")), []).append(item)
    for image in images:
        size = int(_size(image.get("width"))), int(_size(image.get("height")))
        alone = {
            "images": [image],
            "categories": document.get("categories"),
            "annotations": of_image[_key(image.get("id"))],
        }
        yield CocoPicture(_basename(image.get("file_name")), size if all(size) else None, alone)


def _choose(images: list[dict[str, Any]], picture: PictureFacts) -> dict[str, Any]:
    named = [image for image in images if _basename(image.get("file_name")) == picture.filename]
    if len(named) == 1 or len(images) == 1:
        return (named or images)[0]
    raise LabelsOfAnotherPicture(
        f"The file has {len(images)} pictures; {len(named)} are called {picture.filename}.",
        reason="which-picture-unclear",
        pictures=len(images),
        named=len(named),
        filename=picture.filename,
    )


def _basename(name: object) -> str:
    return PurePosixPath(str(name).replace("\\", "/")).name


def _key(value: object) -> str:
    return repr(value)


def _size(value: object) -> float:
    try:
        return number(value)
    except ValueError:
        return 0.0


def _add(collector: Collector, what: str, item: dict[str, Any], names: dict[str, str]) -> None:
    if item.get("iscrowd"):
        collector.skip(what, "crowd")
        return
    try:
        x, y, width, height = (number(side) for side in item["bbox"])
    except (KeyError, TypeError, ValueError):
        collector.skip(what, "not-a-number")
        return
    shape = _polygon(item.get("segmentation"))
    collector.add(what, names.get(_key(item.get("category_id")), ""), (x, y, x + width, y + height), shape)


def _polygon(segmentation: object) -> Shape | None:
    """The outline of a cell in one piece; masks and cells in pieces stay boxes."""
    if not isinstance(segmentation, list) or len(segmentation) != 1 or not isinstance(segmentation[0], list):
        return None
    try:
        flat = [number(value) for value in segmentation[0]]
    except ValueError:
        return None
    points: list[Point] = list(zip(flat[::2], flat[1::2], strict=False))
    return outline(points)[1] if len(points) > 2 else None


def write_coco(pictures: Sequence[LabelledCells]) -> bytes:
    """One file of all pictures. Classes are numbered from 1 in the order in which they appear."""
    writer = CocoWriter()
    pieces = (piece for one in pictures for piece in writer.picture(one))
    return b"".join([writer.begin(), *pieces, writer.end()])


class CocoWriter:
    """COCO JSON of many pictures, one after the other. The cells come first in it: what else it says is known last.

    `info` is what the file says of itself.
    """

    def __init__(self, info: Mapping[str, Any] | None = None) -> None:
        self._info = {} if info is None else {"info": dict(info)}
        self._images: list[dict[str, object]] = []
        self._categories: dict[str, int] = {}
        self._written = 0

    def begin(self) -> bytes:
        return b'{"annotations": ['

    def picture(self, cells: LabelledCells, scores: NDArray[np.float64] | None = None) -> Iterator[bytes]:
        """The cells of one more picture; `scores` (N,) stand with them as in COCO's results."""
        place = len(self._images) + 1
        self._images.append({"id": place, "file_name": cells.filename, "width": cells.width, "height": cells.height})
        for name in cells.classes:
            self._categories.setdefault(name, len(self._categories) + 1)
        rest: Iterator[float] = iter(()) if scores is None else map(float, scores)
        for piece in cells.pieces():
            before = ", " if self._written else ""
            items = [self._annotation(place, *row, next(rest, None)) for row in _rows(piece)]
            yield f"{before}{', '.join(map(plain, items))}".encode()

    def end(self) -> bytes:
        categories = [{"id": place, "name": name, "supercategory": "cell"} for name, place in self._categories.items()]
        return f"], {plain({**self._info, 'images': self._images, 'categories': categories})[1:]}".encode()

    def _annotation(
        self, image: int, box: Box, name: str, shape: Shape | None, score: float | None
    ) -> dict[str, object]:
        self._written += 1
        x1, y1, x2, y2 = box
        return {
            "id": self._written,
            "image_id": image,
            "category_id": self._categories[name],
            "bbox": [x1, y1, x2 - x1, y2 - y1],
            "area": (x2 - x1) * (y2 - y1),
            "iscrowd": 0,
            "segmentation": _segmentation(shape),
            **({} if score is None else {"score": score}),
        }


def _rows(cells: LabelledCells) -> Iterator[tuple[Box, str, Shape | None]]:
    return zip(cells.boxes.tolist(), cells.class_names, cells.shapes, strict=True)


def _segmentation(shape: Shape | None) -> list[list[float]]:
    if shape is None or shape.kind != "polygon":
        return []
    return [[value for point in shape.points for value in point]]
