"""The labels of one picture between all formats, and the one place where boxes from outside are judged."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from cellscanner_shared.formats.errors import LabelsOfAnotherPicture, LabelsUnreadable

Box = tuple[float, float, float, float]
Point = tuple[float, float]
MOST_CELLS = 200_000
MOST_CLASSES = 255
MOST_POINTS = 2000
LONGEST_NAME = 64
# Cells that are written at a time: a file of any size is made in little memory.
CELLS_AT_ONCE = 2000
# Of one reason; the rest is one entry that says how many.
_MOST_NAMED = 100


class Shape(NamedTuple):
    """The outline of a cell in pixels: a polygon's corners, or a circle's centre and a point on its rim."""

    kind: Literal["polygon", "circle"]
    points: tuple[Point, ...]


class PictureFacts(NamedTuple):
    """The picture that labels are read for. `classes` give names to formats that know only numbers."""

    filename: str
    width: int
    height: int
    classes: tuple[str, ...] = ()


class Skipped(NamedTuple):
    """What was left out, and a stable reason: `no-area`, `outside`, `not-a-number`, `point`, `line`, `crowd`, …"""

    what: str
    reason: str


@dataclass(frozen=True, eq=False)
class LabelledCells:
    """N labelled cells of one picture.

    `boxes` (N, 4) float64 `x1, y1, x2, y2` in pixels, origin top-left, inside the picture; `class_index` (N,) counts in
    `classes`; `shapes` (N,) the outline a cell had before it became a box, or None.
    """

    filename: str
    width: int
    height: int
    classes: tuple[str, ...]
    boxes: NDArray[np.float64]
    class_index: NDArray[np.intp]
    shapes: tuple[Shape | None, ...]

    def __post_init__(self) -> None:
        if not len(self.boxes) == len(self.class_index) == len(self.shapes):
            raise ValueError("the columns of labelled cells are of different lengths")

    @property
    def class_names(self) -> list[str]:
        """(N,) the class of each cell."""
        return [self.classes[index] for index in self.class_index.tolist()]

    def pieces(self) -> Iterator[Self]:
        """The same cells in their order, at most 2000 at a time."""
        for start in range(0, len(self.boxes), CELLS_AT_ONCE):
            rows = slice(start, start + CELLS_AT_ONCE)
            yield replace(self, boxes=self.boxes[rows], class_index=self.class_index[rows], shapes=self.shapes[rows])


class Reading(NamedTuple):
    """What a file says. `skipped` names the first of each reason, `reasons` counts them all."""

    cells: LabelledCells
    skipped: list[Skipped]
    reasons: dict[str, int]


class Collector:
    """Gathers the cells of a file; what cannot be one is noted with its reason and never guessed at."""

    def __init__(self, picture: PictureFacts, classes: Sequence[str] = ()) -> None:
        self._picture = picture
        self._classes = {name: place for place, name in enumerate(classes)}
        self._boxes: list[Box] = []
        self._indices: list[int] = []
        self._shapes: list[Shape | None] = []
        self._skipped: list[Skipped] = []
        self._reasons: Counter[str] = Counter()

    def expect_size(self, width: float, height: float) -> None:
        """Raises LabelsOfAnotherPicture where the file names another size; a size of 0 says nothing."""
        picture = self._picture
        if width > 0 and height > 0 and (width, height) != (picture.width, picture.height):
            raise LabelsOfAnotherPicture(
                f"The labels were made on a picture of {width:g} x {height:g} pixels; this one has "
                f"{picture.width} x {picture.height}.",
                reason="labels-of-other-size",
                width=width,
                height=height,
                picture_width=picture.width,
                picture_height=picture.height,
            )

    def skip(self, what: str, reason: str) -> None:
        self._reasons[reason] += 1
        if self._reasons[reason] <= _MOST_NAMED:
            self._skipped.append(Skipped(what[:120], reason))

    def add(self, what: str, label: str, box: Box, shape: Shape | None = None) -> None:
        """One cell; where a box is cut at the picture's edge, or its outline is very long, the outline goes."""
        name = clean_name(label)
        reason = "no-class" if not name else self._reason(box)
        if reason is not None:
            self.skip(what, reason)
            return
        width, height = self._picture.width, self._picture.height
        inside = max(box[0], 0.0), max(box[1], 0.0), min(box[2], float(width)), min(box[3], float(height))
        self._boxes.append(inside)
        self._indices.append(self._classes.setdefault(name, len(self._classes)))
        self._shapes.append(shape if shape and inside == box and len(shape.points) <= MOST_POINTS else None)
        self._check_limits()

    def _reason(self, box: Box) -> str | None:
        x1, y1, x2, y2 = box
        if not all(math.isfinite(side) for side in box):
            return "not-a-number"
        if x1 >= x2 or y1 >= y2:
            return "no-area"
        if x2 <= 0 or y2 <= 0 or x1 >= self._picture.width or y1 >= self._picture.height:
            return "outside"
        return None

    def _check_limits(self) -> None:
        if len(self._boxes) > MOST_CELLS:
            raise LabelsUnreadable(
                f"The file has more than {MOST_CELLS} cells.", reason="labels-too-many-cells", most=MOST_CELLS
            )
        if len(self._classes) > MOST_CLASSES:
            raise LabelsUnreadable(
                f"The file has more than {MOST_CLASSES} classes.", reason="labels-too-many-classes", most=MOST_CLASSES
            )

    def reading(self) -> Reading:
        picture = self._picture
        cells = LabelledCells(
            filename=picture.filename,
            width=picture.width,
            height=picture.height,
            classes=tuple(self._classes),
            boxes=np.array(self._boxes, np.float64).reshape(-1, 4),
            class_index=np.array(self._indices, np.intp),
            shapes=tuple(self._shapes),
        )
        rest = [Skipped(f"{n - _MOST_NAMED} more", reason) for reason, n in self._reasons.items() if n > _MOST_NAMED]
        return Reading(cells, self._skipped + rest, dict(self._reasons))


def clean_name(label: str) -> str:
    """The label as a class name: printable, single spaces, at most 64 characters; empty where nothing is left."""
    return " ".join(printable(label).split())[:LONGEST_NAME].rstrip()


def printable(text: str) -> str:
    """The text with a space for each character that cannot be shown, and that XML may not hold."""
    return "".join(character if character.isprintable() else " " for character in text)


def outline(points: Sequence[Point]) -> tuple[Box, Shape | None]:
    """The box about a polygon's corners, and the polygon itself unless it is just that box. Needs a corner."""
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    box = min(xs), min(ys), max(xs), max(ys)
    corners = {(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])}
    is_box = len(points) <= 2 or (len(points) == 4 and set(points) == corners)
    return box, None if is_box else Shape("polygon", tuple(points))


def disc(centre: Point, rim: Point) -> tuple[Box, Shape]:
    """The box about a circle given by its centre and a point on its rim."""
    radius = math.hypot(rim[0] - centre[0], rim[1] - centre[1])
    box = centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius
    return box, Shape("circle", (centre, rim))


def all_classes(pictures: Sequence[LabelledCells]) -> tuple[str, ...]:
    """Every class of several pictures, in the order in which they appear."""
    return tuple(dict.fromkeys(name for picture in pictures for name in picture.classes))
