"""Writing one more revision: what is large goes to the store first, then the row follows under the picture's lock."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.annotations import repository, table
from cellscanner_gateway.annotations.cells import Changes, Content
from cellscanner_gateway.annotations.content import Skipped
from cellscanner_gateway.annotations.contents import Contents
from cellscanner_gateway.annotations.errors import AnnotationChanged
from cellscanner_gateway.annotations.models import AnnotationRevision, AnnotationState, LabelSet, RevisionKind
from cellscanner_gateway.annotations.operations import Operation, dump, dump_bytes, weight
from cellscanner_gateway.annotations.whose import Whose
from cellscanner_gateway.audit import audit
from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.database import Database, utc_now
from cellscanner_gateway.objects import repository as objects
from cellscanner_gateway.resources import Resources

# So many steps are applied at most to come from a snapshot to a revision.
_SNAPSHOT_EVERY = 50
# A batch that names more cells than this stands in the store, and no row grows with a picture.
_MOST_CELLS_IN_A_ROW = 2000
_GIVEN_UP_AFTER = timedelta(hours=1)


@dataclass(frozen=True)
class Desk:
    """What the routes of annotations work with."""

    resources: Resources
    contents: Contents


@dataclass(frozen=True)
class Draft:
    """A revision to be written. `operations` are None where the content is replaced.

    `cleared`: the picture is afterwards as if nobody had ever labelled it.
    """

    kind: RevisionKind
    content: Content
    changes: Changes
    source: dict[str, Any] | None = None
    operations: Sequence[Operation] | None = None
    batch_id: UUID | None = None
    skipped: Sequence[Skipped] = field(default=())
    cleared: bool = False

    @property
    def is_heavy(self) -> bool:
        return self.operations is not None and sum(map(weight, self.operations)) > _MOST_CELLS_IN_A_ROW


@dataclass(frozen=True)
class _Objects:
    """Keys of what a revision keeps in the store, and their bytes."""

    snapshot: str | None
    operations: str | None
    bodies: dict[str, bytes]


async def commit(desk: Desk, user: Principal, whose: Whose, base: int, draft: Draft) -> AnnotationRevision:
    """Write `draft` as the revision after `base`; a batch that was written before gives its revision of then.

    Raises AnnotationChanged where the labels are not at `base` any more, NotFound for a reading that is gone.
    """
    stored = await asyncio.to_thread(_objects, whose.id, base + 1, draft)
    async with _kept(desk.resources, stored), desk.resources.database.transaction() as session:
        labels = await repository.lock(session, whose)
        earlier = await _earlier(session, whose.id, draft.batch_id)
        if earlier is not None:
            return earlier
        check_base(labels, base)
        row = _row(whose.id, base + 1, user, draft, stored)
        session.add(row)
        _advance(labels, row, draft)
        await objects.spare(session, list(stored.bodies))
        audit(session, f"annotation {draft.kind.value}", user.id, subject=str(whose.id), revision=row.revision)
    desk.contents.keep(whose.id, row.revision, draft.content)
    return row


def check_base(labels: LabelSet | None, base: int) -> None:
    """Raises AnnotationChanged unless the labels are at revision `base`."""
    current = labels.revision if labels else 0
    if current != base:
        detail = f"You changed revision {base}; the labels are at revision {current} by now."
        raise AnnotationChanged(detail, base=base, current_revision=current)


async def _earlier(session: AsyncSession, labels_id: UUID, batch_id: UUID | None) -> AnnotationRevision | None:
    return None if batch_id is None else await repository.find_batch(session, labels_id, batch_id)


def _objects(labels_id: UUID, revision: int, draft: Draft) -> _Objects:
    """A replaced content is stored whole, and so is every fiftieth, and what many operations have made."""
    start = f"annotations/{labels_id}/{revision}-{uuid4().hex}"
    bodies, snapshot, operations = {}, None, None
    if draft.operations is None or draft.is_heavy or revision % _SNAPSHOT_EVERY == 0:
        snapshot = f"{start}.arrow"
        bodies[snapshot] = table.to_bytes(draft.content)
    if draft.operations is not None and draft.is_heavy:
        operations = f"{start}.operations.json"
        bodies[operations] = dump_bytes(list(draft.operations))
    return _Objects(snapshot, operations, bodies)


@asynccontextmanager
async def _kept(resources: Resources, stored: _Objects) -> AsyncIterator[None]:
    """Store the bodies; they stay only if the block's transaction takes them back from the doomed ones."""
    if not stored.bodies:
        yield
        return
    await _note(resources.database, stored)
    try:
        for key, body in stored.bodies.items():
            await asyncio.to_thread(resources.store.put_bytes, key, body)
        yield
    finally:
        # Nothing is left to hasten once the block's transaction has spared them.
        async with resources.database.transaction() as session:
            await objects.hasten(session, list(stored.bodies))


async def _note(database: Database, stored: _Objects) -> None:
    async with database.transaction() as session:
        for key in stored.bodies:
            objects.doom(session, key, utc_now() + _GIVEN_UP_AFTER)


def _row(labels_id: UUID, revision: int, user: Principal, draft: Draft, stored: _Objects) -> AnnotationRevision:
    in_row = draft.operations is not None and stored.operations is None
    return AnnotationRevision(
        labels_id=labels_id,
        revision=revision,
        kind=draft.kind.value,
        author_id=user.id,
        batch_id=draft.batch_id,
        operations=dump(list(draft.operations or ())) if in_row else None,
        operations_key=stored.operations,
        skipped=[one.as_json() for one in draft.skipped],
        changes=draft.changes.as_json(),
        source=draft.source,
        snapshot=stored.snapshot,
    )


def _advance(labels: LabelSet, row: AnnotationRevision, draft: Draft) -> None:
    """A change makes a draft of what was submitted or accepted; what was returned stays so until it is submitted.

    What a reviewer has adjudicated waits to be accepted.
    """
    labels.revision, labels.author_id = row.revision, row.author_id
    labels.updated_at = labels.edited_at = utc_now()
    labels.counts = draft.content.counts()
    labels.source = None if draft.cleared else draft.source or labels.source
    labels.cleared = draft.cleared
    if draft.kind == RevisionKind.ADJUDICATION:
        labels.state, labels.note = AnnotationState.SUBMITTED.value, None
    elif labels.state != AnnotationState.RETURNED:
        labels.state, labels.note = AnnotationState.DRAFT.value, None
