"""The numbers of a figure as a table, one row a number that is drawn."""

from collections.abc import Iterator, Sequence

from cellscanner_gateway.exports.csv_files import csv_bytes
from cellscanner_gateway.figures.schemas import FigureOut, MapOut, SeriesOut

_HEADERS: dict[str, list[str]] = {
    "pie": ["class", "cells", "proportion"],
    "box": ["group", "class", "image_id", "filename", "value"],
    "violin": ["group", "class", "value"],
    "line": ["group", "k", "pictures", "mean", "least", "most"],
    "map": ["column", "row", "x1", "y1", "x2", "y2", "analysed_pixels", "cells", "targets", "value"],
    "picture": ["target_x", "target_y", "normal_x", "normal_y"],
}


def figure_csv(figure: FigureOut) -> bytes:
    """UTF-8 with a byte-order mark; every row ends with the stamp."""
    rows = [row for series in figure.series for row in _rows(figure.kind, series)]
    rows += _squares(figure.map) if figure.map is not None else []
    return csv_bytes([*_HEADERS[figure.kind], "stamp"], [[*row, figure.stamp.text] for row in rows])


def _rows(kind: str, series: SeriesOut) -> Iterator[Sequence[object]]:
    points, line = series.points or [], series.line or []
    match kind:
        case "pie":
            yield from ([series.class_, series.n, point.value] for point in points)
        case "box":
            yield from ([series.group, series.class_, one.image_id, one.filename, one.value] for one in points)
        case "violin":
            yield from ([series.group, series.class_, value] for value in series.values or [])
        case "line":
            yield from ([series.group, one.k, one.n, one.mean, one.low, one.high] for one in line)
        case _:
            yield from (list(segment) for segment in series.segments or [])


def _squares(squares: MapOut) -> Iterator[Sequence[object]]:
    """Every square, also those without a value."""
    for row, (analysed, cells, targets, values) in enumerate(
        zip(squares.analysed, squares.cells, squares.targets, squares.values, strict=True)
    ):
        for column, numbers in enumerate(zip(analysed, cells, targets, values, strict=True)):
            x, y = column * squares.width, row * squares.height
            yield [column, row, x, y, x + squares.width, y + squares.height, *numbers]
