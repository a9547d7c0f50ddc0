"""CSV as Excel reads it: UTF-8 with a byte-order mark, and no text that a spreadsheet would take for a formula."""

import codecs
import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice

BYTE_ORDER_MARK = codecs.BOM_UTF8
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ROWS_AT_ONCE = 2000

Row = Sequence[object]


def csv_stream(header: Row, rows: Iterable[Row]) -> Iterator[bytes]:
    """The file in pieces of some thousand rows. Numbers keep every digit; None is an empty field."""
    yield BYTE_ORDER_MARK + _lines([header])
    rest = iter(rows)
    while piece := list(islice(rest, _ROWS_AT_ONCE)):
        yield _lines(piece)


def csv_bytes(header: Row, rows: Iterable[Row]) -> bytes:
    return b"".join(csv_stream(header, rows))


def plain(value: object) -> object:
    """A text that begins like a formula gets an apostrophe before it, which spreadsheets take for `this is text`."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _lines(rows: Iterable[Row]) -> bytes:
    buffer = StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows([plain(value) for value in row] for row in rows)
    return buffer.getvalue().encode()
