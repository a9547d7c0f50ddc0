"""What pictures are called in a folder of files about them."""

from collections.abc import Container, Iterable
from pathlib import PurePath

from cellscanner_gateway.images.models import Image


def distinct_stems(images: Iterable[Image]) -> list[str]:
    """The stem of each file name; a page has its number behind it, and so has a later one of the same name."""
    taken: dict[str, None] = {}
    for image in images:
        taken[_free(_stem(image), taken)] = None
    return list(taken)


def _stem(image: Image) -> str:
    page = f"-page-{image.page + 1}" if image.pages > 1 else ""
    # Names in a zip are paths to whoever unpacks it.
    return PurePath(image.filename.replace("/", "_").replace("\\", "_")).stem + page


def _free(stem: str, taken: Container[str]) -> str:
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem} ({number})"
    return name
