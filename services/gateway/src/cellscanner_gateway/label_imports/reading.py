"""The first step of an import: read its file, find the picture of each part, keep the cells. No label changes."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast
from uuid import UUID

import numpy as np
from cellscanner_shared.formats import Format
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.annotations import table
from cellscanner_gateway.annotations.exchange import content_of
from cellscanner_gateway.jobs import repository as jobs
from cellscanner_gateway.label_imports import repository
from cellscanner_gateway.label_imports.archive import ImportLimits, LabelFiles
from cellscanner_gateway.label_imports.examine import Examined, Examiner
from cellscanner_gateway.label_imports.matching import Pictures
from cellscanner_gateway.label_imports.models import ImportedPicture, LabelImport
from cellscanner_gateway.resources import Resources
from cellscanner_gateway.zips import each

MEGABYTE = 1 << 20


async def read(resources: Resources, found: LabelImport, job_id: UUID) -> None:
    """Fill the rows of the import anew; begun again after a death, it comes to the same.

    Raises LabelsUnreadable, ImportTooLarge, ObjectMissing, StoreUnavailable.
    """
    async with resources.database.transaction() as session:
        await repository.forget_pictures(session, found.id)
        images = await repository.images_of_project(session, found.project_id)
    settings = resources.settings
    limits = ImportLimits(settings.max_import_files, settings.max_import_mb * MEGABYTE)
    form = cast(Format | None, found.form)
    with TemporaryDirectory(dir=resources.scratch) as folder:
        path = Path(folder) / "upload"
        await asyncio.to_thread(resources.store.get_file, found.upload_key, path)
        files = await asyncio.to_thread(LabelFiles, path, found.filename, form, limits)
        examiner = Examiner(await asyncio.to_thread(Pictures, images), found.choices, form)
        keeper = _Keeper(resources, found)
        async with resources.database.transaction() as session:
            await jobs.set_progress(session, job_id, total=len(files), unit="files", done=0)
        done = 0
        async for file in each(files):
            async for one in each(examiner.file(file, is_alone=not files.is_zip)):
                await keeper.keep(one)
            done += 1
            if not await _go_on(resources, job_id, done):
                return
    await keeper.finish(files.ignored)


async def _go_on(resources: Resources, job_id: UUID, done: int) -> bool:
    """Show how far it is; False where the job was cancelled."""
    async with resources.database.transaction() as session:
        await jobs.set_progress(session, job_id, done=done)
        return await jobs.is_live(session, job_id)


class _Keeper:
    """Writes what was examined: the cells into the store, the rest into a row each."""

    def __init__(self, resources: Resources, found: LabelImport) -> None:
        self._resources, self._found = resources, found
        self._place = 0
        self._numbered = 0

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
        )
        self._place += 1
        self._numbered += one.numbered
        if one.cells is not None:
            cells = one.cells
            counts = np.bincount(cells.class_index, minlength=len(cells.classes)).tolist()
            row.counts = {name: n for name, n in zip(cells.classes, counts, strict=True) if n}
            body = await asyncio.to_thread(lambda: table.to_bytes(content_of(cells)))
            await asyncio.to_thread(self._resources.store.put_bytes, self._found.labels_key(row.place), body)
        await self._write(lambda session: _add(session, row))

    async def finish(self, ignored: int) -> None:
        """What the page says above the table."""
        notes: list[dict[str, Any]] = []
        if self._numbered:
            notes.append({"code": "yolo-without-classes", "count": self._numbered})
        if ignored:
            notes.append({"code": "files-ignored", "count": ignored})

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
