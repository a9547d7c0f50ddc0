"""The first step of an import: read its file, find the picture of each part, keep the cells. No label changes."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast
from uuid import UUID

from cellscanner_shared.formats import Format

from cellscanner_gateway.label_imports import repository
from cellscanner_gateway.label_imports.archive import ImportLimits, LabelFiles
from cellscanner_gateway.label_imports.examine import Examiner
from cellscanner_gateway.label_imports.keeping import Keeper
from cellscanner_gateway.label_imports.matching import Finder
from cellscanner_gateway.label_imports.models import LabelImport
from cellscanner_gateway.label_imports.project_zip import open_project
from cellscanner_gateway.label_imports.restoring import read_project
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
        keeper = Keeper(resources, found, job_id)
        with path.open("rb") as file:
            most = settings.max_request_mb * MEGABYTE
            project = await asyncio.to_thread(open_project, file, limits, most) if form is None else None
            if project is not None and project.gives_back:
                await read_project(resources, found, keeper, project, images, Path(folder))
                return
        files = await asyncio.to_thread(LabelFiles, path, found.filename, form, limits)
        examiner = Examiner(await asyncio.to_thread(Finder, images, found.choices), form)
        await keeper.begin(len(files), "files")
        async for one_file in each(files):
            async for one in each(examiner.file(one_file, is_alone=not files.is_zip)):
                await keeper.keep(one)
            if not await keeper.go_on():
                return
    own = {"project-predicted": len(project.pictures)} if project is not None else {"files-ignored": files.ignored}
    await keeper.finish(own)
