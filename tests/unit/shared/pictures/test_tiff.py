from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tifffile
from cellscanner_shared.errors import (
    NoSuchPage,
    PictureTooLarge,
    TruncatedPicture,
    UnsupportedCompression,
    UnsupportedFormat,
)
from cellscanner_shared.pictures import PictureSettings, inspect, open_picture

RNG = np.random.default_rng(0)
RGB = RNG.integers(0, 256, (70, 90, 3), np.uint8)
GREY16 = np.array([[0, 16, 4095, 2048]], np.uint16)


def write(path: Path, pixels: np.ndarray, **options: Any) -> Path:
    tifffile.imwrite(path, pixels, **options)
    return path


def read(path: Path, page: int = 0) -> np.ndarray:
    with open_picture(path, page) as picture:
        return picture.read()


@pytest.mark.parametrize("compression", [None, "lzw", "zlib", "zstd", "packbits", "jpeg2000"])
@pytest.mark.parametrize("tile", [None, (32, 32)])
def test_compressions_strips_and_tiles(tmp_path: Path, compression: str | None, tile: tuple[int, int] | None) -> None:
    options = {"compressionargs": {"level": 0}} if compression == "jpeg2000" else {}
    path = write(tmp_path / "a.tif", RGB, photometric="rgb", compression=compression, tile=tile, **options)

    info = inspect(path)[0]
    assert (info.width, info.height, info.bit_depth, info.mode) == (90, 70, 8, "RGB")
    np.testing.assert_array_equal(read(path), RGB)


@pytest.mark.parametrize("byteorder", ["<", ">"])
@pytest.mark.parametrize("bigtiff", [False, True])
def test_byte_orders_and_bigtiff(tmp_path: Path, byteorder: Any, bigtiff: bool) -> None:
    path = write(tmp_path / "a", RGB, photometric="rgb", byteorder=byteorder, bigtiff=bigtiff)

    np.testing.assert_array_equal(read(path), RGB)


def test_separate_planes(tmp_path: Path) -> None:
    path = write(tmp_path / "a.tif", np.moveaxis(RGB, -1, 0), photometric="rgb", planarconfig="separate")

    np.testing.assert_array_equal(read(path), RGB)


def test_twelve_bits_in_sixteen_are_as_bright_as_sixteen(tmp_path: Path) -> None:
    dark = write(tmp_path / "a.tif", GREY16, photometric="minisblack")
    bright = write(tmp_path / "b.tif", GREY16 * 16, photometric="minisblack")

    assert read(dark)[0, :, 0].tolist() == [0, 1, 255, 128]
    assert read(bright)[0, :, 0].tolist() == [0, 1, 255, 128]
    info = inspect(dark)[0]
    assert (info.bit_depth, info.notes) == (16, ["converted-16-bit", "grey-expanded"])


def test_a_dim_picture_is_not_stretched_beyond_its_bits(tmp_path: Path) -> None:
    path = write(tmp_path / "a.tif", np.array([[0, 100, 200]], np.uint16), photometric="minisblack")

    assert read(path)[0, :, 0].tolist() == [0, 100, 200]


def test_signed_and_32_bit_numbers(tmp_path: Path) -> None:
    signed = write(tmp_path / "a.tif", np.array([[-5, 0, 255]], np.int16), photometric="minisblack")
    long = write(tmp_path / "b.tif", np.array([[0, 2**20, 2**24 - 1]], np.uint32), photometric="minisblack")

    assert read(signed)[0, :, 0].tolist() == [0, 0, 255]
    assert read(long)[0, :, 0].tolist() == [0, 16, 255]
    assert inspect(long)[0].notes == ["converted-32-bit", "grey-expanded"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0.0, 0.5, 1.0, np.nan], [0, 128, 255, 0]),
        ([0.0, 100.0, 255.0, np.inf], [0, 100, 255, 255]),
        ([-1000.0, 0.0, 1000.0, -np.inf], [0, 128, 255, 0]),
        ([7.0, 7.0, 7.0, 7.0], [7, 7, 7, 7]),
        ([-7.0, -7.0, -7.0, -7.0], [0, 0, 0, 0]),
    ],
)
def test_floats(tmp_path: Path, values: list[float], expected: list[int]) -> None:
    path = write(tmp_path / "a.tif", np.array([values], np.float32), photometric="minisblack")

    assert np.abs(read(path)[0, :, 0].astype(int) - expected).max() <= 1
    assert inspect(path)[0].notes == ["converted-float", "grey-expanded"]


def test_white_is_zero_and_one_bit(tmp_path: Path) -> None:
    inverted = write(tmp_path / "a.tif", np.array([[0, 55, 255]], np.uint8), photometric="miniswhite")
    bits = write(tmp_path / "b.tif", np.array([[True, False] * 8]), photometric="minisblack")

    assert read(inverted)[0, :, 0].tolist() == [255, 200, 0]
    assert read(bits)[0, :2, 0].tolist() == [255, 0]
    assert inspect(bits)[0].bit_depth == 1


def test_palette_cmyk_and_alpha(tmp_path: Path) -> None:
    colormap = np.zeros((3, 256), np.uint16)
    colormap[:, 7] = (65535, 25700, 0)
    palette = write(tmp_path / "a.tif", np.full((4, 4), 7, np.uint8), photometric="palette", colormap=colormap)
    inks = write(tmp_path / "b.tif", np.full((4, 4, 4), (0, 255, 255, 0), np.uint8), photometric="separated")
    alpha = write(
        tmp_path / "c.tif", np.full((4, 4, 4), (0, 0, 0, 0), np.uint8), photometric="rgb", extrasamples=["unassalpha"]
    )

    assert read(palette)[0, 0].tolist() == [255, 100, 0]
    assert inspect(palette)[0].notes == ["palette-expanded"]
    assert read(inks)[0, 0].tolist() == [255, 0, 0]
    assert inspect(inks)[0].notes == ["converted-cmyk"]
    assert read(alpha)[0, 0].tolist() == [255, 255, 255]
    assert inspect(alpha)[0].notes == ["alpha-removed"]


def test_pages_are_pictures_and_thumbnails_are_not(tmp_path: Path) -> None:
    with tifffile.TiffWriter(tmp_path / "a.tif") as writer:
        writer.write(RGB, photometric="rgb")
        writer.write(RGB[::4, ::4], photometric="rgb", subfiletype=1)
        writer.write(RGB[:20, :30], photometric="rgb")

    infos = inspect(tmp_path / "a.tif")

    assert [(info.page, info.pages, info.width, info.height) for info in infos] == [(0, 2, 90, 70), (1, 2, 30, 20)]
    np.testing.assert_array_equal(read(tmp_path / "a.tif", 1), RGB[:20, :30])
    with pytest.raises(NoSuchPage):
        open_picture(tmp_path / "a.tif", 2)


def test_tiled_pages_of_a_stack_are_not_taken_for_a_slide(tmp_path: Path) -> None:
    stack = RNG.integers(0, 256, (3, 64, 64), np.uint8)
    path = write(tmp_path / "a.tif", stack, photometric="minisblack", tile=(32, 32))

    assert len(inspect(path)) == 3
    np.testing.assert_array_equal(read(path, 2)[:, :, 0], stack[2])


def test_sixteen_bit_tiles_are_not_left_to_openslide(tmp_path: Path) -> None:
    path = write(tmp_path / "a.tif", np.full((64, 64), 4095, np.uint16), photometric="minisblack", tile=(32, 32))

    with open_picture(path) as picture:
        assert picture.is_slide is False
        assert picture.notes == ["converted-16-bit", "grey-expanded"]
        assert (picture.read() == 255).all()


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"resolution": (40000, 40000), "resolutionunit": "CENTIMETER"}, 0.25),
        ({"resolution": (50800, 50800), "resolutionunit": "INCH"}, 0.5),
        ({"resolution": (300, 300), "resolutionunit": "INCH"}, None),
        ({"resolution": (40000, 40000), "resolutionunit": "NONE"}, None),
        ({"resolution": (40000, 20000), "resolutionunit": "CENTIMETER"}, None),
        ({"imagej": True, "resolution": (4, 4), "metadata": {"unit": "um"}}, 0.25),
        ({"imagej": True, "resolution": (2, 2), "metadata": {"unit": "\\u00B5m"}}, 0.5),
        ({"imagej": True, "resolution": (4, 4), "metadata": {"unit": "pixel"}}, None),
        ({"ome": True, "metadata": {"PhysicalSizeX": 0.5, "PhysicalSizeY": 0.5, "PhysicalSizeXUnit": "µm"}}, 0.5),
        (
            {
                "ome": True,
                "metadata": {
                    "PhysicalSizeX": 250,
                    "PhysicalSizeY": 250,
                    "PhysicalSizeXUnit": "nm",
                    "PhysicalSizeYUnit": "nm",
                },
            },
            0.25,
        ),
        ({"ome": True, "metadata": {"axes": "YX"}}, None),
    ],
)
def test_scale(tmp_path: Path, options: dict[str, Any], expected: float | None) -> None:
    path = write(tmp_path / "a.tif", RGB[:, :, 0].copy(), photometric="minisblack", **options)

    assert inspect(path)[0].micrometers_per_pixel == (expected if expected is None else pytest.approx(expected))


def test_a_file_cut_short(tmp_path: Path) -> None:
    path = write(tmp_path / "a.tif", RGB, photometric="rgb")
    path.write_bytes(path.read_bytes()[:-5000])

    with pytest.raises(TruncatedPicture):
        inspect(path)


def test_damaged_compressed_pixels(tmp_path: Path) -> None:
    path = write(tmp_path / "a.tif", RGB, photometric="rgb", compression="zlib")
    content = bytearray(path.read_bytes())
    with tifffile.TiffFile(path) as tiff:
        start = tiff.pages.first.dataoffsets[0]
    content[start : start + 200] = bytes(200)
    path.write_bytes(content)

    with pytest.raises(TruncatedPicture):
        inspect(path)


def test_a_header_that_promises_too_much(tmp_path: Path) -> None:
    path = write(tmp_path / "a.tif", np.zeros((30000, 20000), bool), photometric="minisblack", compression="zlib")

    with pytest.raises(PictureTooLarge) as caught:
        inspect(path)
    told = {"width": 20000, "height": 30000, "megapixels": 600.0, "limit_megapixels": 400.0}
    assert (caught.value.reason, caught.value.extra) == ("too-many-pixels", told)


def test_too_many_pages(tmp_path: Path) -> None:
    path = write(tmp_path / "a.tif", np.zeros((5, 16, 16), np.uint8), photometric="minisblack")

    with pytest.raises(PictureTooLarge, match="5 pages"):
        inspect(path, PictureSettings(max_pages=4))


def test_channels_that_are_no_colours_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.tif", np.zeros((16, 16, 5), np.uint8), photometric="minisblack", planarconfig="contig")

    with pytest.raises(UnsupportedFormat, match="5 channels"):
        inspect(path)


def test_an_unknown_compression_is_named(data: Path) -> None:
    with pytest.raises(UnsupportedCompression, match="52479"):
        inspect(data / "slides" / "unopenable.tiff")


def test_a_real_plain_tiff(data: Path) -> None:
    info = inspect(data / "slides" / "kidney_plain.tif")[0]

    assert (info.width, info.height, info.format, info.mode) == (1493, 901, "TIFF", "RGB")
    with open_picture(data / "slides" / "kidney_plain.tif") as picture:
        assert picture.is_slide is False
        assert picture.read().shape == (901, 1493, 3)
