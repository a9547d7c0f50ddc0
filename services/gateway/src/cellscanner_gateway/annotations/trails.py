"""How to come to a revision: every query on the snapshots and steps that lead to one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnClause, Integer, TableValuedAlias, Uuid, bindparam, column, func, select
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.annotations.models import Annotation, AnnotationRevision, RevisionKind, labelled_for


@dataclass(frozen=True)
class Step:
    """The operations of one revision, in its row or under a key of the store."""

    operations: list[dict[str, Any]] | None
    operations_key: str | None


@dataclass(frozen=True)
class Trail:
    """How to come to a revision: the snapshot nearest before it, and the steps since. No snapshot: from nothing."""

    labels_id: UUID
    revision: int
    snapshot: str | None
    steps: tuple[Step, ...]


async def trail_to(session: AsyncSession, labels_id: UUID, revision: int) -> Trail:
    """How to come to a revision that there is."""
    return (await trails_to(session, {labels_id: revision}))[labels_id]


async def newest_trails(session: AsyncSession, user_id: UUID, image_ids: Sequence[UUID]) -> dict[UUID, Trail]:
    """How to come to the labels that those of the pictures have now which have some for the user."""
    statement = select(Annotation.image_id, Annotation.revision)
    found = await session.execute(statement.where(Annotation.image_id.in_(image_ids), labelled_for(user_id)))
    return await trails_to(session, {row.image_id: row.revision for row in found})


async def trails_to_prediction(session: AsyncSession, image_ids: Sequence[UUID]) -> dict[UUID, Trail]:
    """How to come to what was predicted, of those of the pictures whose labels began with a prediction last."""
    statement = (
        select(AnnotationRevision.labels_id, AnnotationRevision.revision, AnnotationRevision.snapshot)
        .ext(distinct_on(AnnotationRevision.labels_id))
        .join(Annotation, Annotation.id == AnnotationRevision.labels_id)
        .where(
            Annotation.image_id.in_(image_ids),
            Annotation.source["kind"].astext == "prediction",
            AnnotationRevision.kind == RevisionKind.START.value,
        )
        .order_by(AnnotationRevision.labels_id, AnnotationRevision.revision.desc())
    )
    return {key: Trail(key, revision, snapshot, ()) for key, revision, snapshot in await session.execute(statement)}


async def trails_to(session: AsyncSession, revisions: Mapping[UUID, int]) -> dict[UUID, Trail]:
    """How to come to a revision of each of these labels; two queries, however many they are."""
    snapshots = await _snapshots(session, revisions)
    steps = await _steps(session, revisions, {key: revision for key, (revision, _) in snapshots.items()})
    return {
        key: Trail(key, revision, snapshots[key][1] if key in snapshots else None, tuple(steps[key]))
        for key, revision in revisions.items()
    }


async def _snapshots(session: AsyncSession, revisions: Mapping[UUID, int]) -> dict[UUID, tuple[int, str]]:
    """The newest snapshot up to the revision: at which it was stored, and its key."""
    wanted = _table(revisions, revisions.values())
    statement = (
        select(AnnotationRevision.labels_id, AnnotationRevision.revision, AnnotationRevision.snapshot)
        .ext(distinct_on(AnnotationRevision.labels_id))
        .join(wanted, AnnotationRevision.labels_id == wanted.c.labels_id)
        .where(AnnotationRevision.revision <= wanted.c.last, AnnotationRevision.snapshot.is_not(None))
        .order_by(AnnotationRevision.labels_id, AnnotationRevision.revision.desc())
    )
    rows = await session.execute(statement)
    return {key: (revision, snapshot) for key, revision, snapshot in rows if snapshot is not None}


async def _steps(
    session: AsyncSession, revisions: Mapping[UUID, int], since: Mapping[UUID, int]
) -> defaultdict[UUID, list[Step]]:
    """The operations after `since` up to the revision, in their order."""
    wanted = _table(revisions, revisions.values(), [since.get(key, 0) for key in revisions])
    statement = (
        select(AnnotationRevision.labels_id, AnnotationRevision.operations, AnnotationRevision.operations_key)
        .join(wanted, AnnotationRevision.labels_id == wanted.c.labels_id)
        .where(AnnotationRevision.revision <= wanted.c.last, AnnotationRevision.revision > wanted.c.since)
        .order_by(AnnotationRevision.labels_id, AnnotationRevision.revision)
    )
    steps: defaultdict[UUID, list[Step]] = defaultdict(list)
    for key, operations, operations_key in await session.execute(statement):
        steps[key].append(Step(operations, operations_key))
    return steps


def _table(ids: Iterable[UUID], *numbers: Iterable[int]) -> TableValuedAlias:
    """Labels with their last revision and the one before their first step; arrays, as a query has few parameters."""
    arrays = [bindparam(None, list(one), ARRAY(Integer())) for one in numbers]
    columns: list[ColumnClause[Any]] = [
        column("labels_id", Uuid()),
        column("last", Integer()),
        column("since", Integer()),
    ]
    unnested = func.unnest(bindparam(None, list(ids), ARRAY(Uuid())), *arrays)
    return unnested.table_valued(*columns[: len(arrays) + 1]).render_derived(name="wanted")
