"""Applying operations: one pure function, on which every replica, every reader of old revisions and the page agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from cellscanner_shared.formats import MOST_CELLS, MOST_CLASSES

from cellscanner_gateway.annotations.cells import (
    MOST_REGIONS,
    Box,
    Cell,
    Changes,
    Content,
    by_id,
)
from cellscanner_gateway.annotations.operations import (
    Add,
    AddClass,
    Check,
    Classify,
    Delete,
    Move,
    Operation,
    Restore,
    Uncheck,
)

Reason = Literal["gone", "exists", "unknown-class", "full"]


@dataclass(frozen=True)
class Skipped:
    """An operation that did nothing, by its place in the batch."""

    index: int
    reason: Reason

    def as_json(self) -> dict[str, Any]:
        return dict(vars(self))


@dataclass(frozen=True)
class Applied:
    content: Content
    skipped: list[Skipped]
    changes: Changes


def apply(content: Content, operations: Sequence[Operation]) -> Applied:
    """`content` after `operations`, in order; each does all of what it says or, where it cannot, nothing.

    `content` itself stays as it is.
    """
    editor = _Editor(content)
    skipped = []
    for index, operation in enumerate(operations):
        reason = editor.run(operation)
        if reason is not None:
            skipped.append(Skipped(index, reason))
    return Applied(editor.content(), skipped, editor.changes)


class _Editor:
    """A copy that is written to. Each method gives the reason why it did nothing, or None."""

    def __init__(self, content: Content) -> None:
        self._classes = dict(content.classes)
        self._cells = dict(content.cells)
        self._checked = list(content.checked)
        self.changes = Changes()

    def content(self) -> Content:
        return Content(self._classes, self._cells, tuple(self._checked))

    def run(self, operation: Operation) -> Reason | None:
        match operation:
            case Add():
                return self._insert([Cell(operation.id, operation.box, operation.class_)])
            case Restore():
                return self._insert([cell.cell() for cell in operation.cells])
            case Move():
                return self._move(operation.id, operation.box)
            case Delete():
                return self._delete(operation.ids)
            case Classify():
                return self._classify(operation.ids, operation.class_)
            case Check():
                return self._check(operation.region)
            case Uncheck():
                return self._uncheck(operation.region)
            case AddClass():
                return self._add_class(operation.name, target=operation.target)

    def _insert(self, cells: list[Cell]) -> Reason | None:
        new = by_id(cells)
        if len(new) < len(cells) or not new.keys().isdisjoint(self._cells):
            return "exists"
        if any(cell.class_name not in self._classes for cell in cells):
            return "unknown-class"
        if len(self._cells) + len(cells) > MOST_CELLS:
            return "full"
        self._cells.update(new)
        self.changes.added += len(new)
        return None

    def _move(self, cell_id: str, box: Box) -> Reason | None:
        cell = self._cells.get(cell_id)
        if cell is None:
            return "gone"
        self._cells[cell_id] = cell._replace(box=box, changed=True, shape=None)
        self.changes.moved += 1
        return None

    def _delete(self, ids: list[str]) -> Reason | None:
        named = set(ids)
        if not named <= self._cells.keys():
            return "gone"
        for cell_id in named:
            del self._cells[cell_id]
        self.changes.deleted += len(named)
        return None

    def _classify(self, ids: list[str], class_name: str) -> Reason | None:
        named = set(ids)
        if not named <= self._cells.keys():
            return "gone"
        if class_name not in self._classes:
            return "unknown-class"
        for cell_id in named:
            self._cells[cell_id] = self._cells[cell_id]._replace(class_name=class_name, changed=True)
        self.changes.reclassified += len(named)
        return None

    def _check(self, region: Box) -> Reason | None:
        if region in self._checked:
            return "exists"
        if len(self._checked) >= MOST_REGIONS:
            return "full"
        self._checked.append(region)
        return None

    def _uncheck(self, region: Box) -> Reason | None:
        if region not in self._checked:
            return "gone"
        self._checked.remove(region)
        return None

    def _add_class(self, name: str, *, target: bool) -> Reason | None:
        if name in self._classes:
            return "exists"
        if len(self._classes) >= MOST_CLASSES:
            return "full"
        self._classes[name] = target
        return None
