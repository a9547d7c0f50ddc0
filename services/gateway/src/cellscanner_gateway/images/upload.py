"""Taking pictures in: receive, look into each file, store it, and only then write its row."""

import asyncio
import shutil
import time
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from uuid import UUID, uuid4, uuid5

from cellscanner_shared.errors import CellScannerError, InvalidRequest, PictureError
from cellscanner_shared.pictures import PictureInfo, inspect
from fastapi import Request
from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.audit import audit
from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.database import utc_now
from cellscanner_gateway.errors import MalformedUpload, TooManyPages, file_too_large
from cellscanner_gateway.images.media import content_type
from cellscanner_gateway.images.models import Image
from cellscanner_gateway.images.multipart import ReceivedFile, UploadLimits, receive
from cellscanner_gateway.images.schemas import ImageRead, RefusedFile, Scale, UploadedImage, UploadResult
from cellscanner_gateway.naming import Name
from cellscanner_gateway.objects import repository as objects
from cellscanner_gateway.projects.models import Group, Specimen
from cellscanner_gateway.projects.service import part_named, project_or_default
from cellscanner_gateway.resources import Resources
from cellscanner_gateway.responses import Problem

# A file that has not got its row after this long never will: its upload was cut short.
_GIVEN_UP_AFTER = timedelta(hours=6)
_FILE_FIELDS = frozenset({"files", "files[]"})


class UploadFields(BaseModel):
    """The fields of an upload beside its files; they hold for all of them."""

    model_config = ConfigDict(extra="forbid")

    project: UUID | None = None
    group: Name | None = None
    specimen: Name | None = None
    micrometers_per_pixel: Scale | None = None


@dataclass(frozen=True)
class Examined:
    """A received file: either its pages, or why it is refused."""

    file: ReceivedFile
    source_id: UUID
    pages: list[PictureInfo]
    error: CellScannerError | None = None


async def take_in(request: Request, resources: Resources, session: AsyncSession, user: Principal) -> UploadResult:
    """The whole of `POST /images`. The session is first used once everything slow is done."""
    async with receiving_folder(resources.scratch) as folder:
        upload = await receive(request, folder, upload_limits(resources), _FILE_FIELDS)
        if not upload.files:
            raise MalformedUpload("Send at least one file in the field files.", reason="no-files-sent")
        fields = _parse_fields(upload.fields)
        async with resources.database.transaction() as early:
            project = await project_or_default(early, user, fields.project)
        seen = [await examine(file, resources) for file in upload.files]
        examined = list(_within(resources.settings.max_pages_per_request, seen))
        await store_files(examined, resources)
    return await write_rows(session, user, project.id, fields, examined)


def upload_limits(resources: Resources) -> UploadLimits:
    settings = resources.settings
    return UploadLimits(settings.max_upload_mb << 20, settings.max_request_mb << 20, settings.max_files_per_request)


def clear_leftovers(scratch: Path) -> None:
    """Remove what uploads left that a crash cut short; an upload under way is younger than that."""
    for folder in scratch.glob("upload-*"):
        if time.time() - folder.stat().st_mtime > _GIVEN_UP_AFTER.total_seconds():
            shutil.rmtree(folder, ignore_errors=True)


@asynccontextmanager
async def receiving_folder(scratch: Path) -> AsyncIterator[Path]:
    folder = Path(await asyncio.to_thread(mkdtemp, prefix="upload-", dir=scratch))
    try:
        yield folder
    finally:
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)


def _parse_fields(fields: dict[str, str]) -> UploadFields:
    try:
        return UploadFields.model_validate({name: value for name, value in fields.items() if value != ""})
    except ValidationError as error:
        where = ", ".join(str(item["loc"][0]) for item in error.errors())
        raise InvalidRequest(f"Not valid: {where}.", reason="fields-not-valid", fields=where) from error


async def examine(file: ReceivedFile, resources: Resources) -> Examined:
    """Look into a file, in a thread and no more of them at once than settings allow."""
    source_id = uuid4()
    limit_mb = resources.settings.max_upload_mb
    if file.too_large:
        return Examined(file, source_id, [], file_too_large(limit_mb))
    try:
        async with resources.looking:
            pages = await asyncio.to_thread(inspect, file.path)
    except PictureError as error:
        return Examined(file, source_id, [], error)
    most = resources.settings.max_pages_per_file
    if len(pages) > most:
        return Examined(
            file,
            source_id,
            [],
            TooManyPages(f"The file has {len(pages)} pages; {most} are allowed.", pages=len(pages), limit=most),
        )
    return Examined(file, source_id, pages)


def _within(most: int, examined: Iterable[Examined]) -> Iterator[Examined]:
    """The files, those refused whose pages are too many for what the others of the request have left over."""
    left = most
    for item in examined:
        if len(item.pages) > left:
            error = TooManyPages(
                f"The files of one request may have {most} pages in all; send this one in a request of its own.",
                reason="request-of-too-many-pages",
                limit=most,
            )
            yield replace(item, pages=[], error=error)
        else:
            left -= len(item.pages)
            yield item


async def store_files(examined: list[Examined], resources: Resources) -> None:
    """Put every accepted file into the store; until its row commits it is noted as doomed, so nothing stays."""
    accepted = [item for item in examined if item.error is None]
    prefixes = [_prefix(item) for item in accepted]
    async with resources.database.transaction() as session:
        for prefix in prefixes:
            objects.doom(session, prefix, utc_now() + _GIVEN_UP_AFTER)
    try:
        for item in accepted:
            key = f"{_prefix(item)}original"
            await asyncio.to_thread(resources.store.put_file, key, item.file.path, content_type(item.pages[0].format))
    except CellScannerError:
        async with resources.database.transaction() as session:
            await objects.hasten(session, prefixes)
        raise


def _prefix(item: Examined) -> str:
    return f"pictures/{item.source_id}/"


async def write_rows(
    session: AsyncSession, user: Principal, project_id: UUID, fields: UploadFields, examined: list[Examined]
) -> UploadResult:
    group = await part_named(session, Group, project_id, fields.group) if fields.group else None
    specimen = await part_named(session, Specimen, project_id, fields.specimen) if fields.specimen else None
    result = UploadResult(items=[])
    # Microseconds apart, so that a list keeps the order of the request.
    moments = (utc_now() + timedelta(microseconds=step) for step in count())
    for item in examined:
        if item.error is not None:
            result.items.append(_refused(item.file.filename, item.error))
        for info in item.pages:
            image = _row(item, info)
            image.project_id, image.group, image.specimen, image.created_at = project_id, group, specimen, next(moments)
            image.set_scale(fields.micrometers_per_pixel)
            session.add(image)
            result.items.append(UploadedImage(filename=image.filename, image=ImageRead.of(image)))
    await objects.spare(session, [_prefix(item) for item in examined if item.error is None])
    uploaded = [str(item.image.id) for item in result.items if isinstance(item, UploadedImage)]
    audit(session, "images uploaded", user.id, project=str(project_id), subjects=uploaded)
    return result


def page_id(source_id: UUID, page: int) -> UUID:
    """The first page takes the id of the source, so that a file of one page has one id throughout."""
    return source_id if page == 0 else uuid5(source_id, str(page))


def _row(item: Examined, info: PictureInfo) -> Image:
    """The ids of the pages follow from that of the source."""
    return Image(
        id=page_id(item.source_id, info.page),
        source_id=item.source_id,
        filename=item.file.filename,
        page=info.page,
        pages=info.pages,
        width=info.width,
        height=info.height,
        format=info.format,
        bit_depth=info.bit_depth,
        mode=info.mode,
        file_micrometers_per_pixel=info.micrometers_per_pixel,
        notes=list(info.notes),
        byte_size=item.file.size,
        sha256=item.file.sha256,
    )


def _refused(filename: str, error: CellScannerError) -> RefusedFile:
    return RefusedFile(filename=filename, problem=Problem.model_validate(error.problem("/api/v1/images")))
