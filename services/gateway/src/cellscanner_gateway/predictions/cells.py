"""Pages of cells: a cursor is the row at which the next page starts."""

import base64
import binascii

from cellscanner_gateway.errors import InvalidCursor

ARROW_MEDIA_TYPE = "application/vnd.apache.arrow.file"
MOST_CELLS = 10_000


def encode_cursor(row: int) -> str:
    return base64.urlsafe_b64encode(f"row:{row}".encode()).decode().rstrip("=")


def decode_cursor(cursor: str | None) -> int:
    """The row at which the next page starts. Raises InvalidCursor."""
    if cursor is None:
        return 0
    try:
        word, _, row = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii").partition(":")
        if word == "row" and row.isdecimal():
            return int(row)
    except (binascii.Error, ValueError):
        pass
    raise InvalidCursor("Use the `next_cursor` of the previous answer, unchanged.")
