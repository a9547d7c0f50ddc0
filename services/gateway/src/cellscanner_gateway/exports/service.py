"""Files of a prediction: CSV and zips are sent while they are made; a workbook is made in a file without a name."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Literal, get_args

from cellscanner_shared.errors import InvalidRequest

from cellscanner_gateway.exports.csv_files import csv_stream
from cellscanner_gateway.exports.labels import LabelFormat, label_members
from cellscanner_gateway.exports.tables import TableName, table_of
from cellscanner_gateway.exports.xlsx import write_workbook
from cellscanner_gateway.figures.schemas import Language
from cellscanner_gateway.statistics.metrics import short
from cellscanner_gateway.statistics.service import Whole
from cellscanner_gateway.web.root import RESEARCH_USE
from cellscanner_gateway.zips import each, stream_zip

ExportFormat = Literal["csv", "xlsx", "coco", "yolo", "voc", "labelme", "geojson"]
_CHUNK = 1 << 20


def export_name(whole: Whole, format_: ExportFormat, what: TableName | None) -> str:
    """The file's name. Raises InvalidRequest where the format has no such table."""
    if format_ in get_args(LabelFormat):
        if what not in (None, "cells"):
            raise InvalidRequest(
                f"{format_} holds cells; ask for csv or xlsx to have {what}.",
                reason="format-holds-cells",
                format=format_,
                what=what,
            )
        return f"{format_}-{whole.prediction.id}.zip"
    table = what or ("cells" if format_ == "csv" else "statistics")
    return f"{table}-{whole.prediction.id}.{format_}"


async def export(
    scratch: Path,
    drawing: asyncio.Semaphore,
    whole: Whole,
    format_: ExportFormat,
    what: TableName | None,
    language: Language,
) -> AsyncIterator[bytes]:
    """The file in chunks; a workbook has every table unless `what` names one."""
    if format_ == "csv":
        table = await asyncio.to_thread(table_of, whole, what or "cells", language)
        return each(csv_stream(table.header, table.rows))
    if format_ == "xlsx":
        async with drawing:
            return each(await asyncio.to_thread(workbook, scratch, whole, what, language))
    return stream_zip(each(label_members(whole, format_, language=language)))


def workbook(scratch: Path, whole: Whole, what: TableName | None = None, language: Language = "en") -> Iterator[bytes]:
    """Made at once in a file without a name; read in chunks."""
    names: tuple[TableName, ...] = get_args(TableName) if what is None else (what,)
    file: IO[bytes] = TemporaryFile(dir=scratch)  # noqa: SIM115  # `_chunks` closes it
    tables = {str(name): table_of(whole, name, language) for name in names}
    write_workbook(file, tables, _about(whole), whole.prediction.created_at)
    return _chunks(file)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while chunk := file.read(_CHUNK):
            yield chunk


def _about(whole: Whole) -> list[tuple[str, object]]:
    prediction, wanted = whole.prediction, whole.wanted
    return [
        ("prediction", str(prediction.id)),
        ("predicted", prediction.created_at.isoformat()),
        ("model", prediction.model),
        ("confidence", prediction.confidence),
        ("labels", wanted.labels),
        ("k", ", ".join(map(short, wanted.ks))),
        ("control", wanted.control),
        ("pictures", len(whole.pictures)),
        ("pictures_without_result", sum(one.source is None for one in whole.pictures)),
        ("software_version", prediction.software_version),
        ("definitions", "docs/statistics.md"),
        ("use", RESEARCH_USE),
    ]
