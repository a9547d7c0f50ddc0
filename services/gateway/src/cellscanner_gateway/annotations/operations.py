"""The small changes a page sends while somebody works: what each looks like on the wire."""

import math
from typing import Annotated, Any, Literal

from cellscanner_shared.formats import MOST_CELLS, MOST_POINTS, Shape
from cellscanner_shared.packages.manifest import ClassName
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter

from cellscanner_gateway.annotations.cells import Box, Cell, Origin

# One gesture may take hold of every cell there is.
MOST_IDS = MOST_CELLS
MOST_OPERATIONS = 5000


def _proper(box: Box) -> Box:
    x1, y1, x2, y2 = box
    if not all(math.isfinite(side) and side >= 0 for side in box):
        raise ValueError("a coordinate is a number of pixels from 0 on")
    if x1 >= x2 or y1 >= y2:
        raise ValueError("x1 lies left of x2 and y1 above y2")
    return box


BoxIn = Annotated[
    tuple[float, float, float, float],
    AfterValidator(_proper),
    Field(description="x1, y1, x2, y2 in pixels of the full-resolution picture, inside it."),
]
CellId = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,36}$")]
CellIds = Annotated[list[CellId], Field(min_length=1, max_length=MOST_IDS)]
Score = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Coordinate = Annotated[float, Field(allow_inf_nan=False)]


class _Wire(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True, frozen=True)


class ShapeOut(_Wire):
    """The outline of an imported cell: a polygon's corners, or a circle's centre and a point on its rim."""

    kind: Literal["polygon", "circle"]
    points: Annotated[tuple[tuple[Coordinate, Coordinate], ...], Field(min_length=2, max_length=MOST_POINTS)]


class AnnotatedCell(_Wire):
    """One labelled cell. Scores and `detector_class` are null unless it was predicted."""

    id: CellId
    box: BoxIn
    class_: ClassName = Field(alias="class")
    origin: Origin
    score: Score | None = None
    class_score: Score | None = None
    detector_class: ClassName | None = None
    corrected: bool = Field(default=False, description="The classifier overruled the detector when it was predicted.")
    changed: bool = Field(default=False, description="A person moved it or gave it a class after it came to be.")
    shape: ShapeOut | None = Field(default=None, description="Its outline in the file it came from, until it is moved.")

    def cell(self) -> Cell:
        values = {name: getattr(self, name) for name in _PLAIN}
        shape = None if self.shape is None else Shape(self.shape.kind, self.shape.points)
        return Cell(class_name=self.class_, shape=shape, **values)


_PLAIN = ("id", "box", "origin", "score", "class_score", "detector_class", "corrected", "changed")


class Add(_Wire):
    """A new cell; skipped as `exists` where the id is taken."""

    op: Literal["add"]
    id: CellId
    box: BoxIn
    class_: ClassName = Field(alias="class")


class Move(_Wire):
    """Another box for a cell."""

    op: Literal["move"]
    id: CellId
    box: BoxIn


class Delete(_Wire):
    op: Literal["delete"]
    ids: CellIds


class Classify(_Wire):
    """Another class for cells."""

    op: Literal["classify"]
    ids: CellIds
    class_: ClassName = Field(alias="class")


class Restore(_Wire):
    """Deleted cells, back as they were; skipped as `exists` where one of the ids is taken."""

    op: Literal["restore"]
    cells: Annotated[list[AnnotatedCell], Field(min_length=1, max_length=MOST_IDS)]


class Check(_Wire):
    """In this region unmarked cells count as background, and only checked regions train."""

    op: Literal["check"]
    region: BoxIn


class Uncheck(_Wire):
    """Takes back a region that was checked with these very numbers."""

    op: Literal["uncheck"]
    region: BoxIn


class AddClass(_Wire):
    op: Literal["add-class"]
    name: ClassName
    target: bool


Operation = Annotated[Add | Move | Delete | Classify | Restore | Check | Uncheck | AddClass, Field(discriminator="op")]
_OPERATIONS: TypeAdapter[list[Operation]] = TypeAdapter(list[Operation])


def dump(operations: list[Operation]) -> list[dict[str, Any]]:
    """As JSON, the way it came."""
    dumped: list[dict[str, Any]] = _OPERATIONS.dump_python(operations, mode="json", by_alias=True)
    return dumped


def load(stored: list[dict[str, Any]]) -> list[Operation]:
    return _OPERATIONS.validate_python(stored)


def load_bytes(stored: bytes) -> list[Operation]:
    return _OPERATIONS.validate_json(stored)


def dump_bytes(operations: list[Operation]) -> bytes:
    return _OPERATIONS.dump_json(operations, by_alias=True)


def boxes_of(operation: Operation) -> list[Box]:
    """Every box and region it names."""
    match operation:
        case Add() | Move():
            return [operation.box]
        case Check() | Uncheck():
            return [operation.region]
        case Restore():
            return [cell.box for cell in operation.cells]
        case _:
            return []


def weight(operation: Operation) -> int:
    """Cells it names: what it costs to keep."""
    match operation:
        case Delete() | Classify():
            return len(operation.ids)
        case Restore():
            return len(operation.cells)
        case _:
            return 1
