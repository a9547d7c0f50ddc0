"""Exports of a picture with a million cells: seconds, size of the file, and growth of the process's memory.

Each in a process of its own, which holds the cells before the measurement begins.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from cellscanner_gateway.exports.csv_files import csv_stream
from cellscanner_gateway.exports.labels import label_members
from cellscanner_gateway.exports.service import workbook
from cellscanner_gateway.exports.tables import table_of
from cellscanner_gateway.statistics.service import Computed, Whole
from cellscanner_gateway.statistics.sources import Source
from cellscanner_shared.cells import CellTable
from support.wholes import computed, whole

CELLS = 1_000_000
SIDE = 20_000
MOST_GROWTH_MIB = 256


def _field() -> Whole:
    rng = np.random.default_rng(0)
    centres, sides = rng.uniform(20, SIDE - 20, (CELLS, 2)), rng.uniform(8, 20, (CELLS, 2))
    boxes = np.concatenate([centres - sides / 2, centres + sides / 2], axis=1).astype(np.float32)
    index = (rng.uniform(size=CELLS) < 0.07).astype(np.uint8)
    empty = computed(1, scale=0.25)
    assert empty.source is not None
    empty.picture.image.width = empty.picture.image.height = SIDE
    score = rng.uniform(0.5, 1, CELLS).astype(np.float32)
    classes = ("living", "dead")
    table = CellTable(boxes, score, index, score, index, np.zeros(CELLS, np.bool_), classes, classes, "base/tiny@1")
    cells = type(empty.source.cells)(boxes, index, classes, frozenset({"dead"}), SIDE, SIDE, float(SIDE**2), 0.25)
    return whole(Computed(empty.picture, None, Source(cells, None, table), empty.statistics), ks=(2.0, 4.0))


def _pieces(name: str, data: Whole, scratch: Path) -> Iterator[bytes]:
    if name == "csv":
        table = table_of(data, "cells")
        return csv_stream(table.header, table.rows)
    if name == "xlsx":
        return workbook(scratch, data, "cells")
    members = label_members(data, name)  # type: ignore[arg-type]  # a parameter of the test
    return (piece for member in members for piece in member.pieces)  # type: ignore[union-attr]


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _export(name: str, scratch: Path) -> list[float]:
    """Seconds, MiB of the file, MiB of growth."""
    data = _field()
    before, started = _peak_mib(), time.perf_counter()
    size = sum(map(len, _pieces(name, data, scratch)))
    return [time.perf_counter() - started, size / 2**20, _peak_mib() - before]


@pytest.mark.parametrize("name", ["csv", "geojson", "coco", "yolo", "voc", "labelme", "xlsx"])
def test_a_million_cells(name: str, tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, __file__, name, str(tmp_path)]
    done = subprocess.run(command, env=environment, check=True, capture_output=True)  # this very file
    seconds, size, growth = json.loads(done.stdout)
    print(f"\n{name}: {seconds:.0f} s, file {size:.0f} MiB, memory grew by {growth:.0f} MiB")
    assert growth < MOST_GROWTH_MIB


if __name__ == "__main__":
    print(json.dumps(_export(sys.argv[1], Path(sys.argv[2]))))
