"""Writes what was examined: the cells into the store, the rest into a row each; and shows how far the job is."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.annotations import table
from cellscanner_gateway.annotations.exchange import content_of
from cellscanner_gateway.jobs import repository as jobs
from cellscanner_gateway.label_imports import repository
from cellscanner_gateway.label_imports.examine import Examined
from cellscanner_gateway.label_imports.models import ImportedPicture, LabelImport
from cellscanner_gateway.resources import Resources


class Keeper:
    """Of one import, in the order of its file."""

    def __init__(self, resources: Resources, found: LabelImport, job_id: UUID) -> None:
        self._resources, self._found, self._job_id = resources, found, job_id
        self._place = self._numbered = self._done = 0

    async def begin(self, total: int, unit: str) -> None:
        await self._write(lambda session: jobs.set_progress(session, self._job_id, total=total, unit=unit, done=0))

    async def go_on(self) -> bool:
        """One more is done; False where the job was cancelled."""
        self._done += 1
        async with self._resources.database.transaction() as session:
            await jobs.set_progress(session, self._job_id, done=self._done)
            return await jobs.is_live(session, self._job_id)

    async def keep(self, one: Examined) -> None:
        row = ImportedPicture(
            import_id=self._found.id,
            place=self._place,
            file=one.file,
            name=one.name,
            form=one.form,
            image_id=one.image.id if one.image else None,
            outcome=one.outcome.value,
            problem=one.problem,
            candidates=[{"image_id": str(image.id), "filename": image.filename} for image in one.candidates],
            reasons=one.reasons,
            archived=one.archived.model_dump() if one.archived else None,
        )
        self._place += 1
        self._numbered += one.numbered
        content = content_of(one.cells) if one.cells is not None else one.content
        if content is not None:
            row.counts = {name: n for name, n in content.counts().items() if n}
            body = await asyncio.to_thread(table.to_bytes, content)
            await asyncio.to_thread(self._resources.store.put_bytes, self._found.labels_key(row.place), body)
        await self._write(lambda session: _add(session, row))

    async def finish(self, counted: Mapping[str, int]) -> None:
        """What the page says above the table: codes with what was counted, none for nothing."""
        counts = {"yolo-without-classes": self._numbered, **counted}
        notes = [{"code": code, "count": count} for code, count in counts.items() if count]

        async def write(session: AsyncSession) -> None:
            found = await repository.lock(session, self._found.id)
            if found is not None:
                found.notes = notes

        await self._write(write)

    async def _write(self, query: Callable[[AsyncSession], Awaitable[None]]) -> None:
        async with self._resources.database.transaction() as session:
            await query(session)


async def _add(session: AsyncSession, row: ImportedPicture) -> None:
    if row.image_id is not None:
        row.base, row.had = await repository.standing(session, row.image_id)
    session.add(row)
