"""Labels in and out of files: one picture at a time, or a project as a zip that is written while it is sent."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import get_args
from uuid import UUID

import numpy as np
from cellscanner_shared.errors import InvalidRequest
from cellscanner_shared.formats import (
    FORMATS,
    MOST_BYTES,
    SUFFIXES,
    CocoWriter,
    Format,
    LabelledCells,
    PictureFacts,
    Reading,
    Shape,
    read_labels,
    stream_labels,
    write_labels,
)
from cellscanner_shared.formats.yolo import data_yaml
from fastapi import Request

from cellscanner_gateway.annotations import repository
from cellscanner_gateway.annotations.cells import Cell, Content, Origin, by_id
from cellscanner_gateway.annotations.commits import Desk, Draft
from cellscanner_gateway.annotations.editing import replacement
from cellscanner_gateway.annotations.models import RevisionKind
from cellscanner_gateway.annotations.schemas import ImportOut, SkippedShape, Source
from cellscanner_gateway.annotations.service import change, view
from cellscanner_gateway.annotations.trails import Trail, trails_to
from cellscanner_gateway.annotations.whose import Whose
from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.errors import MalformedUpload, UploadTooLarge
from cellscanner_gateway.images.models import Image
from cellscanner_gateway.images.multipart import ReceivedFile, UploadLimits, receive
from cellscanner_gateway.images.service import get_image
from cellscanner_gateway.images.stems import distinct_stems
from cellscanner_gateway.images.upload import receiving_folder
from cellscanner_gateway.projects.models import Role
from cellscanner_gateway.projects.service import get_project
from cellscanner_gateway.zips import Member, each, stream_zip

MEDIA_TYPES: dict[Format, str] = {
    "coco": "application/json",
    "yolo": "text/plain; charset=utf-8",
    "voc": "application/xml",
    "labelme": "application/json",
    "geojson": "application/geo+json",
}
_LIMITS = UploadLimits(file=MOST_BYTES, request=MOST_BYTES + (1 << 20), files=1)
_IMPORTED: Origin = "imported"


async def take_in(desk: Desk, user: Principal, image_id: UUID, base: int | None, request: Request) -> ImportOut:
    """The whole of an import: the labels of the file take the place of those that are there.

    Raises LabelsUnreadable, LabelsOfAnotherPicture beside what `change` raises.
    """
    async with desk.resources.database.transaction() as session:
        await get_image(session, user, image_id, Role.ANNOTATOR)
    async with receiving_folder(desk.resources.scratch) as folder:
        upload = await receive(request, folder, _LIMITS, frozenset({"file"}))
        file, form = _file(upload.files), asked_format(upload.fields)
        data = await asyncio.to_thread(file.path.read_bytes)
    readings: list[Reading] = []

    def make(image: Image, old: Content) -> Draft:
        facts = PictureFacts(image.filename, image.width, image.height, tuple(old.classes))
        readings.append(read_labels(data, facts, form))
        new = content_of(readings[0].cells, old)
        return replacement(RevisionKind.IMPORT, old, new, Source(kind="import", filename=file.filename))

    row = await change(desk, user, Whose(image_id), base, make)
    skipped = [SkippedShape(what=one.what, reason=one.reason) for one in readings[0].skipped]
    return ImportOut(revision=row.revision, imported=len(readings[0].cells.boxes), skipped=skipped)


def _file(files: list[ReceivedFile]) -> ReceivedFile:
    if not files:
        raise MalformedUpload("Send a file of labels in the field file.", reason="no-labels-file")
    if files[0].too_large:
        raise UploadTooLarge(
            f"A file of labels may have {MOST_BYTES >> 20} MB.",
            reason="labels-file-too-large",
            limit_mb=MOST_BYTES >> 20,
        )
    return files[0]


def asked_format(fields: dict[str, str]) -> Format | None:
    """What the field `format` names, the only one that may stand beside a file of labels. Raises InvalidRequest."""
    if fields.keys() - {"format"}:
        raise InvalidRequest("The only field beside file is format.", reason="only-field-format")
    named = fields.get("format") or None
    for form in FORMATS:
        if form == named:
            return form
    if named is not None:
        raise InvalidRequest(
            f"The formats are: {', '.join(get_args(Format))}.",
            reason="unknown-label-format",
            formats=list(get_args(Format)),
        )
    return None


def content_of(cells: LabelledCells, old: Content | None = None) -> Content:
    """The cells of a file as labels, with the ids i0, i1, …

    A class that the annotation had stays a target if it was one; the picture has to be checked anew."""
    old = old or Content()
    classes = {name: old.classes.get(name, False) for name in cells.classes}
    named = zip(cells.boxes.tolist(), cells.class_names, cells.shapes, strict=True)
    return Content(
        {**old.classes, **classes},
        by_id(
            Cell(f"i{place}", (box[0], box[1], box[2], box[3]), name, origin=_IMPORTED, shape=shape)
            for place, (box, name, shape) in enumerate(named)
        ),
    )


def labelled(image: Image, content: Content) -> LabelledCells:
    """The labels of a picture as every format takes them."""
    cells = content.cells.values()
    places = {name: place for place, name in enumerate(content.classes)}
    shapes: list[Shape | None] = [cell.shape for cell in cells]
    return LabelledCells(
        filename=image.filename,
        width=image.width,
        height=image.height,
        classes=tuple(content.classes),
        boxes=np.array([cell.box for cell in cells], np.float64).reshape(-1, 4),
        class_index=np.array([places[cell.class_name] for cell in cells], np.intp),
        shapes=tuple(shapes),
    )


async def give_out(desk: Desk, user: Principal, image_id: UUID, form: Format) -> tuple[str, bytes]:
    """Name and content of the file of one picture. Raises NotFound."""
    seen = await view(desk, user, Whose(image_id))
    name = f"{PurePath(seen.image.filename).stem}{SUFFIXES[form]}"
    return name, await asyncio.to_thread(lambda: write_labels(labelled(seen.image, seen.content), form))


@dataclass(frozen=True)
class Labelled:
    """A picture of a project, how to come to its labels, and a stem that no other picture of the project has."""

    image: Image
    trail: Trail
    stem: str


async def project_zip(desk: Desk, user: Principal, project_id: UUID, form: Format) -> AsyncIterator[bytes]:
    """Every labelled picture of a project, in chunks. Raises NotFound before the first."""
    async with desk.resources.database.transaction() as session:
        project = await get_project(session, user, project_id)
        found = await repository.of_project(session, user.id, project.id)
        trails = await trails_to(session, {image.id: row.revision for row, image in found})
    stems = distinct_stems([image for _, image in found])
    pictures = [Labelled(image, trails[image.id], stem) for (_, image), stem in zip(found, stems, strict=True)]
    return stream_zip(_members(desk, pictures, form))


async def _members(desk: Desk, pictures: list[Labelled], form: Format) -> AsyncIterator[Member]:
    """One file a picture, but one for all in COCO; YOLO gets the names of its classes beside them, in the end."""
    if form == "coco":
        yield Member("annotations.json", _coco(desk, pictures))
        return
    classes: dict[str, None] = {}
    below = "labels/" if form == "yolo" else ""
    for picture in pictures:
        cells = await _cells(desk, picture)
        classes |= dict.fromkeys(cells.classes)
        yield Member(f"{below}{picture.stem}{SUFFIXES[form]}", stream_labels(cells, form, tuple(classes)))
    if form == "yolo":
        yield Member("classes.txt", ["".join(f"{name}\n" for name in classes).encode()])
        yield Member("data.yaml", [data_yaml(tuple(classes))])


async def _coco(desk: Desk, pictures: list[Labelled]) -> AsyncIterator[bytes]:
    writer = CocoWriter()
    yield writer.begin()
    for picture in pictures:
        async for piece in each(writer.picture(await _cells(desk, picture))):
            yield piece
    yield writer.end()


async def _cells(desk: Desk, picture: Labelled) -> LabelledCells:
    """The labels under the picture's name in the zip."""
    filename = f"{picture.stem}{PurePath(picture.image.filename).suffix}"
    return replace(labelled(picture.image, await desk.contents.at(picture.trail)), filename=filename)
