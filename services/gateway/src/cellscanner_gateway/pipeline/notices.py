"""What the pipeline has to say about a picture's result."""

from cellscanner_gateway.warnings.notice import Notice


def picture_notices(notes: list[str]) -> list[Notice]:
    """What the reader did to the picture before anything looked at it."""
    return [Notice(note) for note in notes]


def tiles_failed(failed: int, total: int, megapixels: float) -> Notice:
    return Notice("tile-failed", {"failed": failed, "tiles": total, "megapixels": round(megapixels, 3)})


def seams_merged(count: int) -> Notice:
    return Notice("seam-merged", {"cells": count})


def area_notices(analysed: float, whole: float) -> list[Notice]:
    """Both in megapixels. What rounds to the whole is the whole."""
    percent = round(100 * analysed / whole, 1)
    return [] if percent >= 100 else [Notice("area-smaller", {"percent": percent, "megapixels": round(analysed, 3)})]
