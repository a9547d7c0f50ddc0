"""The cells of a prediction in the formats of other programs: files of a zip, some thousand cells at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Literal
from uuid import UUID, uuid5

import numpy as np
from cellscanner_shared.formats import SUFFIXES, CocoWriter, LabelledCells, stream_labels
from cellscanner_shared.formats.geojson import Color, Facts, ObjectKind, stream_geojson
from cellscanner_shared.formats.yolo import data_yaml

from cellscanner_gateway.exports.columns import measurements
from cellscanner_gateway.exports.csv_files import Row, csv_stream
from cellscanner_gateway.exports.tables import failure
from cellscanner_gateway.figures.schemas import Language
from cellscanner_gateway.images.stems import distinct_stems
from cellscanner_gateway.statistics.service import Computed, Whole
from cellscanner_gateway.statistics.sources import Source
from cellscanner_gateway.zips import Member

LabelFormat = Literal["coco", "yolo", "voc", "labelme", "geojson"]
# As the result picture has them.
_TARGET: Color = (255, 20, 147)
_NORMAL: Color = (128, 128, 128)


@dataclass(frozen=True, eq=False)
class Named:
    """A picture with a result, under a stem that no other picture of the zip has."""

    stem: str
    one: Computed
    source: Source

    @property
    def filename(self) -> str:
        """What the picture is called in the label files: its stem, and its own suffix."""
        return f"{self.stem}{PurePath(self.one.picture.image.filename).suffix}"


def name_pictures(whole: Whole) -> list[Named]:
    """Pictures with a result, each under the stem of its file name; later ones of the same name get a number."""
    stems = distinct_stems([one.picture.image for one in whole.pictures])
    pairs = zip(stems, whole.pictures, strict=True)
    return [Named(stem, one, one.source) for stem, one in pairs if one.source is not None]


def label_members(
    whole: Whole, form: LabelFormat, folder: str = "", pictures: str = "", language: Language = "en"
) -> Iterator[Member]:
    """A file a picture below `folder`; COCO is one file of all, and YOLO has the names of its classes beside them.

    `pictures` is where labelme finds the pictures from there. A picture without a result has no labels, which is not
    the same as no cells: `failed.csv` names such pictures.
    """
    named = name_pictures(whole)
    if len(named) < len(whole.pictures):
        yield Member(f"{folder}failed.csv", csv_stream(*failed_pictures(whole, language)))
    classes = tuple(dict.fromkeys(name for one in named for name in one.source.cells.classes))
    if form == "coco":
        yield Member(f"{folder}annotations.json", _coco(whole, named, language))
        return
    if form == "yolo":
        yield Member(f"{folder}classes.txt", ["".join(f"{name}\n" for name in classes).encode()])
        yield Member(f"{folder}data.yaml", [data_yaml(classes)])
    below = f"{folder}labels/" if form == "yolo" else folder
    for one in named:
        yield Member(f"{below}{one.stem}{SUFFIXES[form]}", _pieces(one, form, classes, whole.wanted.ks, pictures))


def _pieces(
    one: Named, form: LabelFormat, classes: tuple[str, ...], ks: tuple[float, ...], pictures: str
) -> Iterator[bytes]:
    cells = _labelled(one)
    if form == "geojson":
        return _geojson(cells, one, ks)
    if form == "labelme":
        cells = replace(cells, filename=f"{pictures}{cells.filename}")
    return stream_labels(cells, form, classes)


def _geojson(cells: LabelledCells, one: Named, ks: tuple[float, ...]) -> Iterator[bytes]:
    """What a model found are detections; what a person has gone over are annotations."""
    source = one.source
    kind: ObjectKind = "detection" if source.revision is None else "annotation"
    colors = {name: _TARGET if name in source.cells.targets else _NORMAL for name in source.cells.classes}
    image_id = one.one.picture.image.id
    facts = (Facts(cell_id(image_id, n), found) for n, found in enumerate(measurements(source, ks), 1))
    return stream_geojson(cells, kind=kind, colors=colors, facts=facts)


def cell_id(image_id: UUID, number: int) -> UUID:
    """The id of a picture's cell, numbered from 1: the same each time the same cells are exported."""
    return uuid5(image_id, str(number))


def _coco(whole: Whole, pictures: Sequence[Named], language: Language) -> Iterator[bytes]:
    """One file of all; a predicted cell has its `score`, as in COCO's results.

    A picture without a result is none of its `images`, where it would be one without cells, but stands in its `info`.
    """
    header, rows = failed_pictures(whole, language)
    prediction = whole.prediction
    about = {"model": prediction.model, "confidence": prediction.confidence, "version": prediction.software_version}
    writer = CocoWriter(about | {"failed": [dict(zip(header, row, strict=True)) for row in rows]})
    yield writer.begin()
    for one in pictures:
        table = one.source.table
        scores = None if table is None else table.score.astype(np.float64)
        yield from writer.picture(_labelled(one), scores)
    yield writer.end()


def failed_pictures(whole: Whole, language: Language) -> tuple[Row, list[Row]]:
    """The pictures without a result, and why there is none, unless they wait for it: a header and rows."""
    rows: list[Row] = []
    for one in whole.pictures:
        if one.source is None:
            image, result = one.picture.image, one.picture.result
            rows.append([str(image.id), image.filename, result.state, *failure(one, language)])
    return ["image_id", "filename", "state", "problem", "reason"], rows


def _labelled(one: Named) -> LabelledCells:
    cells = one.source.cells
    return LabelledCells(
        filename=one.filename,
        width=cells.width,
        height=cells.height,
        classes=tuple(cells.classes),
        boxes=cells.boxes.astype(np.float64),
        class_index=cells.class_index.astype(np.intp),
        shapes=(None,) * len(cells.boxes),
    )
