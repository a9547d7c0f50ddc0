"""Reading the history of an annotation, and the annotations of a project."""

import asyncio
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.annotations import repository
from cellscanner_gateway.annotations.commits import Desk
from cellscanner_gateway.annotations.models import AnnotationRevision
from cellscanner_gateway.annotations.operations import Operation, load, load_bytes
from cellscanner_gateway.annotations.schemas import AnnotationSummary, OperationsSince, RevisionOut, State
from cellscanner_gateway.annotations.sight import see
from cellscanner_gateway.annotations.whose import Whose
from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.pagination import Page
from cellscanner_gateway.predictions.cells import decode_cursor, encode_cursor
from cellscanner_gateway.projects.service import get_project


async def operations_since(
    desk: Desk, user: Principal, whose: Whose, since: int, limit: int, cursor: str | None
) -> Page[OperationsSince]:
    """Revisions after `since`, oldest first, with their operations. Raises NotFound, ReadingOpen, InvalidCursor."""
    after = max(since, decode_cursor(cursor))
    async with desk.resources.database.transaction() as session:
        await see(session, user, whose)
        rows = await repository.revisions_since(session, whose.id, after, limit + 1)
    items = [await _step(desk, row, author) for row, author in rows[:limit]]
    return Page(items=items, next_cursor=encode_cursor(items[-1].revision) if len(rows) > limit else None)


async def _step(desk: Desk, row: AnnotationRevision, author: str | None) -> OperationsSince:
    known = {name: getattr(row, name) for name in ("revision", "created_at", "kind")}
    return OperationsSince(author=author, operations=await _operations(desk, row), **known)


async def _operations(desk: Desk, row: AnnotationRevision) -> list[Operation] | None:
    if row.operations_key is not None:
        return load_bytes(await asyncio.to_thread(desk.resources.store.get_bytes, row.operations_key))
    return None if row.operations is None else load(row.operations)


async def revisions(
    session: AsyncSession, user: Principal, whose: Whose, limit: int, cursor: str | None
) -> Page[RevisionOut]:
    """Revisions newest first. Raises NotFound, ReadingOpen, InvalidCursor."""
    await see(session, user, whose)
    before = None if cursor is None else decode_cursor(cursor)
    rows = await repository.revisions_before(session, whose.id, before, limit + 1)
    items = [RevisionOut.model_validate(_revision(row) | {"author": author}) for row, author in rows[:limit]]
    return Page(items=items, next_cursor=encode_cursor(items[-1].revision) if len(rows) > limit else None)


def _revision(row: AnnotationRevision) -> dict[str, object]:
    return {name: getattr(row, name) for name in RevisionOut.model_fields if name != "author"}


async def of_project(
    session: AsyncSession, user: Principal, project_id: UUID, state: State | None
) -> Page[AnnotationSummary]:
    """Those at one step of the review, or all. Raises NotFound."""
    project = await get_project(session, user, project_id)
    items = [
        AnnotationSummary(
            image_id=image.id,
            filename=image.filename,
            revision=row.revision,
            state=row.state,
            note=row.note,
            author=author,
            counts=row.counts,
            updated_at=row.updated_at,
            edited_at=row.edited_at,
        )
        for row, image, author in await repository.with_authors(session, user.id, project.id)
        if state in (None, row.state)
    ]
    return Page(items=items, next_cursor=None)
