"""Cells, pictures, groups and tests as tables: a header and rows, made one picture at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Literal

from cellscanner_gateway.exports.columns import DISTANCES, SCORES, SIZES, columns_of, neighbour_names
from cellscanner_gateway.exports.csv_files import Row
from cellscanner_gateway.figures.schemas import Language
from cellscanner_gateway.predictions.models import ImageState
from cellscanner_gateway.statistics.metrics import short
from cellscanner_gateway.statistics.schemas import PictureStatisticsOut, StatisticsOut
from cellscanner_gateway.statistics.service import Computed, Whole, present
from cellscanner_gateway.statistics.sources import Source
from cellscanner_gateway.warnings.failures import problem_of, why_failed

TableName = Literal["cells", "pictures", "groups", "tests"]
_PER_CLASS = ("counts", "proportions", "mean_size", "mean_size_um2", "density_per_megapixel", "density_per_mm2")
_SCALARS = ("target_ratio", "target_proportion", "size_ratio", "target_radius_px", "nearest_normal_px")
_DESCRIPTION = ("n", "missing", "mean", "sd", "median", "q1", "q3", "least", "most")
_TEST = ("statistic", "p", "p_holm", "effect", "effect_low", "effect_high", "reason")


@dataclass(frozen=True)
class Table:
    """A header and its rows; the rows are made as they are read, once."""

    header: list[str]
    rows: Iterator[Row]


def table_of(whole: Whole, what: TableName, language: Language = "en") -> Table:
    """The table. Missing is None; every other number has all its digits; `language` is that of its sentences."""
    match what:
        case "cells":
            return _cells(whole)
        case "pictures":
            return _pictures(whole, present(whole), language)
        case "groups":
            return _groups(present(whole))
        case "tests":
            return _tests(present(whole))


def _cells(whole: Whole) -> Table:
    """One row a cell, numbered from 1 in its picture."""
    ks = whole.wanted.ks
    header = [
        *("image_id", "filename", "group", "specimen", "labels", "annotation_revision", "cell"),
        *("x1", "y1", "x2", "y2", "class", "target", *SCORES, *SIZES, *neighbour_names(ks), *DISTANCES),
    ]
    rows = (row for one in whole.pictures if one.source is not None for row in _cells_of(one, one.source, ks))
    return Table(header, rows)


def _cells_of(one: Computed, source: Source, ks: tuple[float, ...]) -> Iterator[Row]:
    image = one.picture.image
    group = image.group.name if image.group else None
    labels = "predicted" if source.revision is None else "current"
    picture = (str(image.id), image.filename, group, one.specimen, labels, source.revision)
    numbers = count(1)
    for found in columns_of(source, ks):
        about = (*found.scores, *found.sizes, *found.neighbours, *found.distances)
        columns = [*found.boxes, found.class_name, found.target, *about]
        yield from ((*picture, next(numbers), *row) for row in zip(*columns, strict=True))


def _pictures(whole: Whole, result: StatisticsOut, language: Language) -> Table:
    """One row a picture, failed ones too: their `state` and `reason` say so and their numbers are missing."""
    classes = list(dict.fromkeys(name for one in result.images for name in one.counts or {}))
    classes = classes or [one.name for one in result.classes]
    ks = [short(k) for k in result.k]
    header = [
        *("image_id", "filename", "group", "specimen", "state", "labels", "annotation_revision"),
        *("micrometers_per_pixel", "analysed_megapixels", "cells"),
        *(f"{part}:{name}" for part in _PER_CLASS for name in classes),
        *_SCALARS,
        *(f"effective_score:{k}" for k in ks),
        *("warnings", "problem", "reason", "model", "confidence", "software_version"),
    ]
    rows = (
        [
            *(str(one.image_id), one.filename, one.group, one.specimen, one.state, one.labels),
            *(one.annotation_revision, one.micrometers_per_pixel, one.analysed_megapixels),
            sum(one.counts.values()) if one.counts is not None else None,
            *_per_class(one, classes),
            *(getattr(one, name) for name in _SCALARS),
            *((one.effective_score or {}).get(k) for k in ks),
            *(" ".join(warning.code for warning in one.warnings), *failure(computed, language)),
            *(result.model, result.confidence, result.software_version),
        ]
        for computed, one in zip(whole.pictures, result.images, strict=True)
    )
    return Table(header, rows)


def failure(one: Computed, language: Language) -> tuple[str | None, str | None]:
    """The problem of a picture that failed, by the name of its page, and in words."""
    result = one.picture.result
    if result.state != ImageState.FAILED:
        return None, None
    return problem_of(result.problem), why_failed(language, result.problem)


def _per_class(one: PictureStatisticsOut, classes: Sequence[str]) -> Iterator[object]:
    return ((getattr(one, part) or {}).get(name) for part in _PER_CLASS for name in classes)


def _groups(result: StatisticsOut) -> Table:
    """One row a group and metric; the row without a group's name gathers the pictures without one."""
    rows = (
        [group.name, group.pictures, group.failed, group.specimens, metric, *(getattr(one, x) for x in _DESCRIPTION)]
        for group in result.groups
        for metric, one in group.metrics.items()
    )
    return Table(["group", "pictures", "failed", "specimens", "metric", *_DESCRIPTION], rows)


def _tests(result: StatisticsOut) -> Table:
    """One row a test; `n` counts units (specimens, or pictures) in the order of the groups."""
    rows = (
        [
            *(test.metric, test.kind, " vs ".join(test.groups), " vs ".join(map(str, test.n)), result.unit),
            *(getattr(test, x) for x in _TEST),
        ]
        for test in result.tests
    )
    return Table(["metric", "test", "groups", "n", "unit", *_TEST], rows)
