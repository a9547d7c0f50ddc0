"""Answers that are files."""

from typing import Any
from urllib.parse import quote


def download_headers(filename: str) -> dict[str, str]:
    """Save as `filename`; asked for anew each time, because labels and groups change."""
    disposition = f"attachment; filename*=UTF-8''{quote(filename, safe='')}"
    return {"Content-Disposition": disposition, "Cache-Control": "private, no-cache"}


def file_answer(description: str, *media_types: str) -> dict[int | str, dict[str, Any]]:
    """`responses=` of a route that answers with a file of one of these types."""
    return {200: {"description": description, "content": {one: {} for one in media_types}}}
