"""From a revision to its content: read the snapshot, apply the steps, keep what was read last."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable
from uuid import UUID

from cellscanner_shared.store import ObjectStore

from cellscanner_gateway.annotations import operations, table
from cellscanner_gateway.annotations.cells import Content
from cellscanner_gateway.annotations.content import apply
from cellscanner_gateway.annotations.trails import Step, Trail

# Some 300 bytes a cell.
_MOST_CELLS_HELD = 400_000


class Contents:
    """Revisions never change, so a copy that is held is always right, in every replica."""

    def __init__(self, store: ObjectStore, most_cells: int = _MOST_CELLS_HELD) -> None:
        self._store = store
        self._most_cells = most_cells
        self._held: OrderedDict[tuple[UUID, int], Content] = OrderedDict()
        self._cells = 0

    async def at(self, trail: Trail) -> Content:
        """The content at the end of the trail. Raises CellsDamaged, ObjectMissing, StoreUnavailable."""
        key = trail.labels_id, trail.revision
        held = self._held.get(key)
        if held is None:
            held = await asyncio.to_thread(self._read, trail)
            self.keep(*key, held)
        self._held.move_to_end(key)
        return held

    async def since(self, start: Trail, trail: Trail) -> tuple[Content, Content]:
        """The contents at the ends of both trails; what both begin with is read once. Raises as `at`."""
        begun = await self.at(start)
        if start.snapshot != trail.snapshot or start.steps:
            return begun, await self.at(trail)
        return begun, await asyncio.to_thread(self._go_on, begun, trail.steps)

    def keep(self, labels_id: UUID, revision: int, content: Content) -> None:
        """Hold what is asked for next: the revision that was just written."""
        if (labels_id, revision) not in self._held:
            self._held[labels_id, revision] = content
            self._cells += len(content.cells)
        while self._cells > self._most_cells and len(self._held) > 1:
            _, dropped = self._held.popitem(last=False)
            self._cells -= len(dropped.cells)

    def _read(self, trail: Trail) -> Content:
        content = Content() if trail.snapshot is None else table.from_bytes(self._store.get_bytes(trail.snapshot))
        return self._go_on(content, trail.steps)

    def _go_on(self, content: Content, steps: Iterable[Step]) -> Content:
        for step in steps:
            content = apply(content, self._operations(step)).content
        return content

    def _operations(self, step: Step) -> list[operations.Operation]:
        if step.operations_key is not None:
            return operations.load_bytes(self._store.get_bytes(step.operations_key))
        return operations.load(step.operations or [])
