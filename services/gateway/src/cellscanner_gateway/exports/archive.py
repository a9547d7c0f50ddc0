"""A project as one zip: pictures, labels in every format, tables, figures, maps, the report, and a manifest."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import get_args
from uuid import UUID

from cellscanner_gateway.annotations.commits import Desk
from cellscanner_gateway.exports.annotations import Kept, annotation_members
from cellscanner_gateway.exports.csv_files import csv_stream
from cellscanner_gateway.exports.labels import LabelFormat, label_members
from cellscanner_gateway.exports.manifest import FileEntry, Paths, ProjectFacts, manifest_pieces
from cellscanner_gateway.exports.service import workbook
from cellscanner_gateway.exports.tables import TableName, table_of
from cellscanner_gateway.figures.data import build
from cellscanner_gateway.figures.maps import maps_of, pictures_to_map
from cellscanner_gateway.figures.schemas import FigureFormat, Language
from cellscanner_gateway.figures.service import figure_file
from cellscanner_gateway.images.models import Image
from cellscanner_gateway.reports.facts import Facts
from cellscanner_gateway.reports.service import FIGURES, drawn_report
from cellscanner_gateway.resources import Resources
from cellscanner_gateway.statistics.service import Whole
from cellscanner_gateway.zips import Member, each

# YOLO stands at the top, where ultralytics looks for it: data.yaml, images, labels.
_FOLDERS: dict[LabelFormat, str] = {form: "" if form == "yolo" else f"{form}/" for form in get_args(LabelFormat)}
_MAP_FORMATS: tuple[FigureFormat, ...] = ("png", "csv")
_MOST_MAPPED = 100
_FROM_LABELS_TO_PICTURES = "../images/"


@dataclass(frozen=True, eq=False)
class Contents:
    """What goes into the zip. `stems` names every picture of the project, those of the prediction first; `labels` are
    the current ones of those that have some.
    """

    project: ProjectFacts
    whole: Whole
    facts: Facts
    stems: Mapping[UUID, tuple[str, Image]]
    labels: Mapping[UUID, Kept]
    language: Language
    with_pictures: bool


async def archive_members(desk: Desk, drawing: asyncio.Semaphore, contents: Contents) -> AsyncIterator[Member]:
    """Every file of the zip, the manifest last, because it has the digest of each one before it."""
    resources = desk.resources
    written: list[FileEntry] = []
    paths = Paths({}, {})
    async for member in _pictures(resources, contents, paths.pictures):
        yield _noted(member, written)
    async for member in annotation_members(desk, contents.labels, contents.stems, paths.annotations):
        yield _noted(member, written)
    async for member in each(_labels(contents)):
        yield _noted(member, written)
    async for member in _tables(resources, drawing, contents):
        yield _noted(member, written)
    async for member in _drawn(resources, drawing, contents):
        yield _noted(member, written)
    yield Member("manifest.json", manifest_pieces(contents.project, contents.whole, contents.stems, paths, written))


def _noted(member: Member, written: list[FileEntry]) -> Member:
    """The same file, which notes its size and digest in `written` once it has been read."""
    assert not isinstance(member.pieces, AsyncIterator)  # noqa: S101  # all files of this zip are made in threads
    return member._replace(pieces=_counted(member.path, member.pieces, written))


def _counted(path: str, pieces: Iterable[bytes], written: list[FileEntry]) -> Iterator[bytes]:
    digest, size = hashlib.sha256(), 0
    for piece in pieces:
        digest.update(piece)
        size += len(piece)
        yield piece
    written.append(FileEntry(path, size, digest.hexdigest()))


async def _pictures(resources: Resources, contents: Contents, paths: dict[UUID, str]) -> AsyncIterator[Member]:
    """Each uploaded file once, as it was uploaded; `paths` is filled with where each picture's file stands.

    A file that the store has no more is left out, and the manifest says that the picture has none.
    """
    if not contents.with_pictures:
        return
    sources: dict[UUID, str] = {}
    for stem, image in contents.stems.values():
        if image.source_id not in sources:
            if not await asyncio.to_thread(resources.store.exists, image.original_key):
                continue
            sources[image.source_id] = f"images/{stem}{PurePath(image.filename).suffix}"
            yield Member(sources[image.source_id], resources.store.stream(image.original_key), packed=True)
        paths[image.id] = sources[image.source_id]


def _labels(contents: Contents) -> Iterator[Member]:
    pictures = _FROM_LABELS_TO_PICTURES if contents.with_pictures else ""
    for form, folder in _FOLDERS.items():
        yield from label_members(contents.whole, form, folder, pictures, contents.language)


async def _tables(resources: Resources, drawing: asyncio.Semaphore, contents: Contents) -> AsyncIterator[Member]:
    whole, language = contents.whole, contents.language
    names: tuple[TableName, ...] = get_args(TableName)
    for name in names:
        table = await asyncio.to_thread(table_of, whole, name, language)
        yield Member(f"tables/{name}.csv", csv_stream(table.header, table.rows))
    async with drawing:
        pieces = await asyncio.to_thread(workbook, resources.scratch, whole, None, language)
    yield Member("tables/statistics.xlsx", pieces, packed=True)


async def _maps(resources: Resources, drawing: asyncio.Semaphore, contents: Contents) -> AsyncIterator[Member]:
    """Of the pictures with the most cells: to draw those of thousands would take hours."""
    whole = contents.whole
    for one in pictures_to_map(whole)[:_MOST_MAPPED]:
        image_id = one.picture.image.id
        stem, _ = contents.stems[image_id]
        for name in maps_of(whole):
            figure = await asyncio.to_thread(build, whole, name, contents.language, image_id)
            for form in _MAP_FORMATS:
                body = await figure_file(resources, drawing, whole, figure, form, image_id)
                yield Member(f"figures/maps/{stem}-{name}.{form}", [body], packed=form == "png")


async def _drawn(resources: Resources, drawing: asyncio.Semaphore, contents: Contents) -> AsyncIterator[Member]:
    formats: tuple[FigureFormat, ...] = get_args(FigureFormat)
    for name in FIGURES:
        figure = await asyncio.to_thread(build, contents.whole, name, contents.language)
        for form in formats:
            body = await figure_file(resources, drawing, contents.whole, figure, form, None)
            yield Member(f"figures/{name}.{form}", [body], packed=form == "png")
    async for member in _maps(resources, drawing, contents):
        yield member
    report = await drawn_report(drawing, contents.whole, contents.facts, contents.language)
    yield Member("report.pdf", [report])
