"""Pictures of every kind a lab has, read as 8-bit RGB; docs/adr/0003-pictures-and-pixels.md tells how and why."""

from pathlib import Path

from cellscanner_shared.errors import NoSuchPage
from cellscanner_shared.pictures.identify import Kind, identify
from cellscanner_shared.pictures.picture import Picture, PictureInfo
from cellscanner_shared.pictures.plain import PlainPicture, plain_pages
from cellscanner_shared.pictures.settings import PictureSettings
from cellscanner_shared.pictures.slide import SlidePicture, inspect_slide
from cellscanner_shared.pictures.tiff import tiff_pages

__all__ = ["Picture", "PictureInfo", "PictureSettings", "inspect", "open_picture"]


def inspect(path: Path, settings: PictureSettings | None = None) -> list[PictureInfo]:
    """What the file holds, one entry a page, after decoding all of it (of a slide: a sample of every level).

    Raises a PictureError subclass for a file that could not be predicted later. Memory: one page at a time.
    """
    settings = settings or PictureSettings()
    kind = identify(path)
    if kind is Kind.SLIDE:
        return [inspect_slide(path, settings)]
    pages = tiff_pages(path, settings) if kind is Kind.TIFF else plain_pages(path, kind, settings)
    return [page.decode().info for page in pages]


def open_picture(path: Path, page: int = 0, settings: PictureSettings | None = None) -> Picture:
    """Open one page; use it as a context manager. Raises PictureError subclasses, NoSuchPage among them."""
    settings = settings or PictureSettings()
    kind = identify(path)
    if kind is Kind.SLIDE:
        if page:
            raise NoSuchPage(
                f"A slide has one page, page {page + 1} was asked for.", reason="slide-has-one-page", page=page + 1
            )
        return SlidePicture(path, settings)
    pages = tiff_pages(path, settings) if kind is Kind.TIFF else plain_pages(path, kind, settings)
    if not 0 <= page < len(pages):
        raise NoSuchPage(
            f"The file has {len(pages)} pages, page {page + 1} was asked for.", pages=len(pages), page=page + 1
        )
    return PlainPicture(pages[page], settings)
