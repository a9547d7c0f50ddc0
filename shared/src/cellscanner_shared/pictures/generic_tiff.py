"""Whether a tiled TIFF of no known vendor is one slide, or pages that OpenSlide would leave out or misread."""

from pathlib import Path

from tifffile import COMPRESSION, PHOTOMETRIC, TiffFile, TiffPage

from cellscanner_shared.pictures.decoding import decoding

_PLAIN_COLOURS = {PHOTOMETRIC.MINISBLACK, PHOTOMETRIC.RGB, PHOTOMETRIC.YCBCR}
_SLIDE_COMPRESSIONS = {
    COMPRESSION.NONE,
    COMPRESSION.LZW,
    COMPRESSION.JPEG,
    COMPRESSION.ADOBE_DEFLATE,
    COMPRESSION.DEFLATE,
    COMPRESSION.PACKBITS,
}


def is_single_pyramid(path: Path) -> bool:
    """One 8-bit colour picture, with or without smaller copies of itself, in a compression OpenSlide reads."""
    with decoding(), TiffFile(path) as tiff:
        first = tiff.pages.first
        return (
            len(full_pages(tiff)) == 1
            and first.bitspersample == 8
            and first.photometric in _PLAIN_COLOURS
            and first.samplesperpixel in (1, 3)
            and first.compression in _SLIDE_COMPRESSIONS
        )


def full_pages(tiff: TiffFile) -> list[TiffPage]:
    """The pages that are pictures of their own: no smaller copies, no masks."""
    pages = (page.aspage() for page in tiff.pages)
    return [page for page in pages if not (int(page.subfiletype) & 0b101)]
