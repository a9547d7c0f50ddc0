"""The content of an annotation: its classes, its cells by id, and the regions somebody has checked."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from cellscanner_shared.cells import CellTable
from cellscanner_shared.errors import InvalidRequest
from cellscanner_shared.formats import MOST_CELLS, MOST_CLASSES, Shape

Box = tuple[float, float, float, float]
Origin = Literal["predicted", "added", "imported"]
MOST_REGIONS = 1000


class Cell(NamedTuple):
    """One labelled cell. Scores and `detector_class` are None unless it was predicted.

    `changed` says that a person moved it or gave it a class after it came to be. `shape` goes when the box is moved.
    """

    id: str
    box: Box
    class_name: str
    origin: Origin = "added"
    score: float | None = None
    class_score: float | None = None
    detector_class: str | None = None
    corrected: bool = False
    changed: bool = False
    shape: Shape | None = None


@dataclass(frozen=True)
class Content:
    """What a revision holds. `classes` maps each class name to whether it is a target, in the order of the palette.

    Never changed in place: whoever makes a new one may share the unchanged parts.
    """

    classes: dict[str, bool] = field(default_factory=dict)
    cells: dict[str, Cell] = field(default_factory=dict)
    checked: tuple[Box, ...] = ()

    def counts(self) -> dict[str, int]:
        """Cells of each class, zeros too."""
        counts = dict.fromkeys(self.classes, 0)
        for cell in self.cells.values():
            counts[cell.class_name] += 1
        return counts


@dataclass
class Changes:
    """How many cells a revision added, moved, deleted, and gave another class."""

    added: int = 0
    moved: int = 0
    deleted: int = 0
    reclassified: int = 0

    def as_json(self) -> dict[str, int]:
        return dict(vars(self))


def by_id(cells: Iterable[Cell]) -> dict[str, Cell]:
    return {cell.id: cell for cell in cells}


def difference(old: Content, new: Content) -> Changes:
    """What happened between two contents, by the ids of their cells."""
    kept = [(old.cells[key], cell) for key, cell in new.cells.items() if key in old.cells]
    return Changes(
        added=len(new.cells) - len(kept),
        moved=sum(before.box != after.box for before, after in kept),
        deleted=len(old.cells) - len(kept),
        reclassified=sum(before.class_name != after.class_name for before, after in kept),
    )


def check_room(content: Content) -> None:
    """Raises InvalidRequest for more cells or classes than one picture may have."""
    if len(content.cells) > MOST_CELLS:
        raise InvalidRequest(
            f"There are {len(content.cells)} cells; the labels of a picture may have {MOST_CELLS}.",
            reason="too-many-cells",
            cells=len(content.cells),
            most=MOST_CELLS,
        )
    if len(content.classes) > MOST_CLASSES:
        raise InvalidRequest(
            f"There are {len(content.classes)} classes; a picture may have {MOST_CLASSES}.",
            reason="too-many-classes",
            classes=len(content.classes),
            most=MOST_CLASSES,
        )


def from_prediction(table: CellTable, classes: dict[str, bool]) -> Content:
    """The cells of a prediction as they are, with the ids p0, p1, … in its order."""
    cells = (
        Cell(
            id=f"p{number}",
            box=(box[0], box[1], box[2], box[3]),
            class_name=found["class"],
            origin="predicted",
            score=found["score"],
            class_score=found["class_score"],
            detector_class=found["detector_class"],
            corrected=found["corrected"],
        )
        for number, found in enumerate(table.to_cells())
        if _has_area(box := found["box"])
    )
    return Content(classes, by_id(cells))


def _has_area(box: list[float]) -> bool:
    return box[0] < box[2] and box[1] < box[3]
