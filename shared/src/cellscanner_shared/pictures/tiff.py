"""TIFF in all its forms, page by page, through tifffile."""

from functools import partial
from pathlib import Path

import numpy as np
from tifffile import COMPRESSION, PHOTOMETRIC, TIFF, TiffFile, TiffPage

from cellscanner_shared.errors import TruncatedPicture, UnsupportedCompression, UnsupportedFormat
from cellscanner_shared.pictures.convert import Layout, Pixels
from cellscanner_shared.pictures.decoding import Page, decoding
from cellscanner_shared.pictures.generic_tiff import full_pages
from cellscanner_shared.pictures.picture import PictureInfo
from cellscanner_shared.pictures.scale import from_imagej, from_ome, from_resolution
from cellscanner_shared.pictures.settings import PictureSettings, check_compression, check_pages, check_pixels

_JPEGS = {COMPRESSION.JPEG, COMPRESSION.OJPEG, COMPRESSION.APERIO_JP2000_RGB, COMPRESSION.APERIO_JP2000_YCBC}
_ALPHA = {1, 2}
_MODES = {"grey": "L", "grey-alpha": "LA", "rgb": "RGB", "rgba": "RGBA", "cmyk": "CMYK"}


def tiff_pages(path: Path, settings: PictureSettings) -> list[Page]:
    """Every page that is a picture of its own, headers read and sizes checked, nothing decoded."""
    with decoding(), TiffFile(path) as tiff:
        pages = full_pages(tiff)
        check_pages(len(pages), settings)
        return [_page(path, tiff, number, page, len(pages), settings) for number, page in enumerate(pages)]


def _page(path: Path, tiff: TiffFile, number: int, page: TiffPage, pages: int, settings: PictureSettings) -> Page:
    _check(page, tiff.filehandle.size, settings)
    layout = _layout(page)
    info = PictureInfo(
        width=page.imagewidth,
        height=page.imagelength,
        page=number,
        pages=pages,
        format="TIFF",
        bit_depth=page.bitspersample,
        mode="P" if page.photometric == PHOTOMETRIC.PALETTE else _MODES[layout],
        micrometers_per_pixel=_scale(tiff, page),
        notes=["palette-expanded"] if page.photometric == PHOTOMETRIC.PALETTE else [],
    )
    orientation = page.tags.valueof("Orientation", default=1)
    return Page(info, int(orientation), partial(_load, path, number, layout))


def _check(page: TiffPage, file_size: int, settings: PictureSettings) -> None:
    check_pixels(page.imagewidth, page.imagelength, settings.max_megapixels)
    if page.imagedepth > 1 or page.tiledepth > 1:
        raise UnsupportedFormat(
            "The file holds volumes. Save the one plane to be counted as a picture.", reason="tiff-volumes"
        )
    check_pixels(max(page.tilewidth, 1), max(page.tilelength, 1), settings.max_megapixels)
    if page.compression not in TIFF.DECOMPRESSORS:
        raise UnsupportedCompression(
            f"The TIFF uses compression {int(page.compression)}, which cannot be read.",
            reason="tiff-compression",
            compression=int(page.compression),
        )
    if any(start + length > file_size for start, length in zip(page.dataoffsets, page.databytecounts, strict=True)):
        raise TruncatedPicture("The file ends before the pixels it promises.", reason="tiff-cut")
    packed = sum(page.databytecounts)
    unpacked = page.imagewidth * page.imagelength * page.samplesperpixel * page.bitspersample / 8
    check_compression(unpacked, packed, settings)


def _layout(page: TiffPage) -> Layout:
    samples, photometric = page.samplesperpixel, page.photometric
    has_alpha = any(int(extra) in _ALPHA for extra in page.extrasamples)
    if photometric == PHOTOMETRIC.PALETTE and samples == 1 and page.colormap is not None:
        return "rgb"
    if photometric in (PHOTOMETRIC.MINISBLACK, PHOTOMETRIC.MINISWHITE) and samples <= 2:
        return "grey-alpha" if samples == 2 and has_alpha else _grey_or_refuse(samples)
    if photometric == PHOTOMETRIC.YCBCR and samples == 3 and page.compression in _JPEGS:
        return "rgb"
    if photometric == PHOTOMETRIC.SEPARATED and samples >= 4:
        return "cmyk"
    if photometric in (PHOTOMETRIC.RGB, PHOTOMETRIC.MINISBLACK) and samples in (3, 4):
        return "rgba" if samples == 4 and has_alpha else "rgb"
    raise _refuse_channels(samples, photometric)


def _grey_or_refuse(samples: int) -> Layout:
    if samples != 1:
        raise _refuse_channels(samples, PHOTOMETRIC.MINISBLACK)
    return "grey"


def _refuse_channels(samples: int, photometric: int) -> UnsupportedFormat:
    name = PHOTOMETRIC(photometric).name if photometric in list(PHOTOMETRIC) else str(photometric)
    return UnsupportedFormat(
        f"The TIFF has {samples} channels of the kind {name}. Save those to be counted as one RGB or grey picture.",
        reason="tiff-channels",
        channels=samples,
        kind=name,
    )


def _scale(tiff: TiffFile, page: TiffPage) -> float | None:
    resolution = page.tags.valueof("XResolution"), page.tags.valueof("YResolution")
    if tiff.is_ome and tiff.ome_metadata:
        return from_ome(tiff.ome_metadata)
    if tiff.is_imagej and tiff.imagej_metadata:
        return from_imagej(tiff.imagej_metadata, *resolution)
    return from_resolution(page.tags.valueof("ResolutionUnit", default=2), *resolution)


def _load(path: Path, number: int, layout: Layout) -> tuple[Pixels, Layout]:
    with TiffFile(path) as tiff:
        page = full_pages(tiff)[number]
        pixels: Pixels = page.asarray(maxworkers=1)
        if pixels.ndim == 3 and page.planarconfig == 2:
            pixels = np.moveaxis(pixels, 0, -1)
        return _planes(_expanded(page, pixels), layout), layout


def _expanded(page: TiffPage, pixels: Pixels) -> Pixels:
    """Palette looked up, packed bits spread over 8, white-is-zero turned round."""
    bits = page.bitspersample
    if page.photometric == PHOTOMETRIC.PALETTE and page.colormap is not None:
        return np.asarray((page.colormap >> 8).astype(np.uint8).T[pixels])
    if bits < 8:
        pixels = (pixels.astype(np.uint16) * 255 // (2**bits - 1)).astype(np.uint8)
        bits = 8
    if page.photometric == PHOTOMETRIC.MINISWHITE and pixels.dtype.kind == "u":
        pixels = np.asarray(pixels.dtype.type(2**bits - 1) - pixels)
    return pixels


def _planes(pixels: Pixels, layout: Layout) -> Pixels:
    """Without the samples that mean nothing to the eye; one plane is two-dimensional."""
    wanted = {"grey": 1, "grey-alpha": 2, "rgb": 3, "rgba": 4, "cmyk": 4}[layout]
    if pixels.ndim == 2:
        return pixels
    return pixels[:, :, 0] if wanted == 1 else pixels[:, :, :wanted]
