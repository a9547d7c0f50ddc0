"""Workbooks, written row by row to a file so that memory does not grow with them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain, islice
from typing import IO, TYPE_CHECKING

from cellscanner_gateway.exports.csv_files import Row
from cellscanner_gateway.exports.tables import Table

if TYPE_CHECKING:
    import xlsxwriter

# What Excel takes: 1,048,576 rows a sheet, one of them the header; 32,767 letters a cell.
MOST_ROWS = 1_048_575
_LONGEST_TEXT = 32_767


def write_workbook(
    file: IO[bytes],
    tables: Mapping[str, Table],
    about: Sequence[tuple[str, object]],
    created: datetime,
    most_rows: int = MOST_ROWS,
) -> None:
    """A sheet a table, and a sheet `about` that says what they were made from; the same tables are the same bytes.

    A table of more than `most_rows` rows goes on in sheets named `cells 2`, `cells 3`, …, each with the header.
    """
    import xlsxwriter

    # A text stays a text, whatever it begins with: no formula, no link, no number.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"created": created.replace(tzinfo=None), "comments": "Research use only"})
        for name, table in tables.items():
            for number, rows in enumerate(_pieces(table.rows, most_rows), start=1):
                _write_sheet(book, name if number == 1 else f"{name} {number}", table.header, rows)
        _write_sheet(book, "about", ["what", "value"], about)


def _pieces(rows: Iterator[Row], most: int) -> Iterator[Iterable[Row]]:
    """Runs of at most `most` rows, at least one run; each is read before the next is asked for."""
    yield islice(rows, most)
    while (first := next(rows, None)) is not None:
        yield chain([first], islice(rows, most - 1))


def _write_sheet(book: "xlsxwriter.Workbook", name: str, header: Row, rows: Iterable[Row]) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    for column, title in enumerate(header):
        sheet.write_string(0, column, str(title), bold)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, column, value[:_LONGEST_TEXT])
            elif value is not None:
                sheet.write(number, column, value)
