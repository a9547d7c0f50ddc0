"""The pictures of a project's zip that are not here yet: uploaded from it, with group, specimen and scale."""

import asyncio
from dataclasses import replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.images.models import Image
from cellscanner_gateway.images.multipart import ReceivedFile
from cellscanner_gateway.images.upload import UploadFields, examine, receiving_folder, store_files, write_rows
from cellscanner_gateway.label_imports.models import ImportedPicture, LabelImport
from cellscanner_gateway.label_imports.project_zip import Kept
from cellscanner_gateway.projects.models import Group, Role, Specimen
from cellscanner_gateway.projects.service import get_project, part_named
from cellscanner_gateway.resources import Resources


async def add_picture(resources: Resources, user: Principal, found: LabelImport, row: ImportedPicture) -> UUID:
    """Add the picture of a row, once, however often it is asked for; its id.

    Raises what an upload raises, NotFound and RoleTooLow where the user may not upload any more.
    """
    kept = Kept.model_validate(row.archived)
    image_id = kept.image_id(found.id)
    async with resources.database.transaction() as session:
        await get_project(session, user, found.project_id, Role.ANNOTATOR)
        there = await session.get(Image, image_id)
    if there is None:
        await _add_file(resources, user, found, kept)
    async with resources.database.transaction() as session:
        await _place(session, found.project_id, await session.get_one(Image, image_id), kept)
    return image_id


async def _add_file(resources: Resources, user: Principal, found: LabelImport, kept: Kept) -> None:
    """All pages of the file."""
    async with receiving_folder(resources.scratch) as folder:
        path = folder / "picture"
        await asyncio.to_thread(resources.store.get_file, found.picture_key(kept.file), path)
        seen = await examine(ReceivedFile(kept.filename, path, kept.size, kept.sha256), resources)
        if seen.error is not None:
            raise seen.error
        seen = replace(seen, source_id=kept.source_id(found.id))
        await store_files([seen], resources)
        async with resources.database.transaction() as session:
            await write_rows(session, user, found.project_id, UploadFields(), [seen])


async def _place(session: AsyncSession, project_id: UUID, image: Image, kept: Kept) -> None:
    if kept.group is not None:
        image.group_id = (await part_named(session, Group, project_id, kept.group)).id
    if kept.specimen is not None:
        image.specimen_id = (await part_named(session, Specimen, project_id, kept.specimen)).id
    if kept.scale is not None:
        image.micrometers_per_pixel, image.scale_source = kept.scale, "user"
