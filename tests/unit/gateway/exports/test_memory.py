"""Memory of exports: it grows by what the numbers of a cell take as arrays, not by what the file takes."""

import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from cellscanner_gateway.exports.csv_files import csv_stream
from cellscanner_gateway.exports.labels import LabelFormat, label_members
from cellscanner_gateway.exports.service import workbook
from cellscanner_gateway.exports.tables import table_of
from cellscanner_gateway.statistics.service import Whole
from cellscanner_gateway.zips import Member
from support.wholes import computed as picture
from support.wholes import square, whole

FEW, MANY = 4_000, 12_000
Export = Callable[[Whole, Path], Iterator[bytes]]


def csv_of(data: Whole, _: Path) -> Iterator[bytes]:
    table = table_of(data, "cells")
    return csv_stream(table.header, table.rows)


def xlsx_of(data: Whole, scratch: Path) -> Iterator[bytes]:
    return workbook(scratch, data, "cells")


def labels_of(form: LabelFormat) -> Export:
    def read(members: Iterator[Member]) -> Iterator[bytes]:
        for member in members:
            assert not hasattr(member.pieces, "__aiter__")
            yield from member.pieces

    return lambda data, _: read(label_members(data, form))


EXPORTS: dict[str, Export] = {
    "csv": csv_of,
    "xlsx": xlsx_of,
    "coco": labels_of("coco"),
    "yolo": labels_of("yolo"),
    "voc": labels_of("voc"),
    "labelme": labels_of("labelme"),
    "geojson": labels_of("geojson"),
}


def field(cells: int) -> Whole:
    at = np.random.default_rng(0).uniform(20, 480, (cells, 2)).tolist()
    boxes = [square(x, y, 8) for x, y in at]
    return whole(picture(1, living=boxes[: cells * 9 // 10], dead=boxes[cells * 9 // 10 :], ks=(0.5,)), ks=(0.5,))


def measured(export: Export, cells: int, scratch: Path) -> tuple[int, int]:
    """Peak of what the export held, and the size of what it gave, in bytes."""
    data = field(cells)
    tracemalloc.start()
    try:
        size = sum(map(len, export(data, scratch)))
        return tracemalloc.get_traced_memory()[1], size
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", EXPORTS)
def test_memory_does_not_grow_with_the_file(name: str, tmp_path: Path) -> None:
    few, _ = measured(EXPORTS[name], FEW, tmp_path)
    many, _ = measured(EXPORTS[name], MANY, tmp_path)
    # As rows of Python's numbers a cell takes some two thousand bytes, as arrays less than two hundred.
    assert (many - few) / (MANY - FEW) < 200
