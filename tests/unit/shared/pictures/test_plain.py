from pathlib import Path

import cv2
import numpy as np
import pytest
from cellscanner_shared.errors import NoSuchPage
from cellscanner_shared.pictures import PictureInfo, inspect, open_picture
from PIL import Image

RNG = np.random.default_rng(0)
RGB = RNG.integers(0, 256, (40, 50, 3), np.uint8)


def save(path: Path, pixels: np.ndarray, mode: str | None = None, **options: object) -> Path:
    image = Image.fromarray(pixels)
    image = image if mode is None else image.convert(mode)
    image.save(path, **options)  # type: ignore[arg-type]
    return path


@pytest.mark.parametrize(("name", "format_"), [("a.png", "PNG"), ("a.bmp", "BMP")])
def test_lossless_rgb_is_read_as_it_is(tmp_path: Path, name: str, format_: str) -> None:
    path = save(tmp_path / name, RGB)

    assert inspect(path) == [PictureInfo(50, 40, 0, 1, format_, 8, "RGB", None, [])]
    with open_picture(path) as picture:
        assert (picture.width, picture.height, picture.is_slide, picture.notes) == (50, 40, False, [])
        np.testing.assert_array_equal(picture.read(), RGB)


def test_lossless_webp(tmp_path: Path) -> None:
    path = save(tmp_path / "a.webp", RGB, lossless=True)

    assert inspect(path)[0].format == "WebP"
    with open_picture(path) as picture:
        np.testing.assert_array_equal(picture.read(), RGB)


def test_the_content_decides_not_the_name(tmp_path: Path) -> None:
    save(tmp_path / "a.png", RGB).rename(tmp_path / "b.jpg")

    assert inspect(tmp_path / "b.jpg")[0].format == "PNG"


def test_jpeg(tmp_path: Path) -> None:
    smooth = cv2.GaussianBlur(RGB, (0, 0), 5)
    path = save(tmp_path / "a.jpeg", smooth, quality=95)

    assert inspect(path)[0].format == "JPEG"
    with open_picture(path) as picture:
        assert np.abs(picture.read().astype(int) - smooth).max() < 16


@pytest.mark.parametrize(
    ("mode", "notes", "pixel"),
    [
        ("L", ["grey-expanded"], (100, 100, 100)),
        ("LA", ["alpha-removed", "grey-expanded"], (177, 177, 177)),
        ("RGBA", ["alpha-removed"], (205, 177, 155)),
        ("P", ["palette-expanded"], (200, 100, 50)),
        ("1", ["grey-expanded"], (255, 255, 255)),
    ],
)
def test_png_modes(tmp_path: Path, mode: str, notes: list[str], pixel: tuple[int, int, int]) -> None:
    source = {
        "L": Image.new("L", (5, 4), 100),
        "LA": Image.new("LA", (5, 4), (100, 128)),
        "RGBA": Image.new("RGBA", (5, 4), (155, 99, 56, 128)),
        "P": Image.new("RGB", (5, 4), (200, 100, 50)).quantize(4),
        "1": Image.new("1", (5, 4), 1),
    }[mode]
    source.save(tmp_path / "a.png")

    assert inspect(tmp_path / "a.png")[0].notes == notes
    with open_picture(tmp_path / "a.png") as picture:
        assert picture.read().shape == (4, 5, 3)
        assert tuple(picture.read()[0, 0].tolist()) == pixel


def test_a_transparent_palette_lies_over_white(tmp_path: Path) -> None:
    image = Image.new("P", (3, 3), 0)
    image.putpalette([0, 0, 0, 255, 0, 0])
    image.putpixel((1, 1), 1)
    image.save(tmp_path / "a.png", transparency=0)

    with open_picture(tmp_path / "a.png") as picture:
        assert picture.read()[0, 0].tolist() == [255, 255, 255]
        assert picture.read()[1, 1].tolist() == [255, 0, 0]
        assert picture.notes == ["palette-expanded", "alpha-removed"]


def test_sixteen_bit_grey(tmp_path: Path) -> None:
    values = np.array([[0, 256, 25600, 65535]], np.uint16)
    Image.fromarray(values).save(tmp_path / "a.png")

    assert inspect(tmp_path / "a.png")[0] == PictureInfo(
        4, 1, 0, 1, "PNG", 16, "I;16", None, ["converted-16-bit", "grey-expanded"]
    )
    with open_picture(tmp_path / "a.png") as picture:
        assert picture.read()[0, :, 0].tolist() == [0, 1, 100, 255]


def test_sixteen_bit_colour_keeps_its_lower_bits(tmp_path: Path) -> None:
    values = np.zeros((1, 2, 3), np.uint16)
    values[0, 1] = (4095, 2048, 16)  # BGR, a 12-bit camera
    cv2.imwrite(str(tmp_path / "a.png"), values)

    assert inspect(tmp_path / "a.png")[0].bit_depth == 16
    with open_picture(tmp_path / "a.png") as picture:
        assert picture.read()[0, 1].tolist() == [1, 128, 255]
        assert picture.notes == ["converted-16-bit"]


def test_cmyk_jpeg(tmp_path: Path) -> None:
    Image.new("CMYK", (16, 16), (0, 255, 255, 0)).save(tmp_path / "a.jpg", quality=100)

    info = inspect(tmp_path / "a.jpg")[0]
    assert (info.mode, info.notes) == ("CMYK", ["converted-cmyk"])
    with open_picture(tmp_path / "a.jpg") as picture:
        red, green, blue = picture.read()[8, 8].tolist()
    assert red > 245
    assert max(green, blue) < 10


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("suffix", ["png", "jpg", "webp", "tif"])
def test_exif_orientation_is_applied(tmp_path: Path, orientation: int, suffix: str) -> None:
    upright = np.zeros((32, 64, 3), np.uint8)
    upright[:16, :16] = (255, 0, 0)
    upright[:16, 48:] = (0, 255, 0)
    stored = {
        1: upright,
        2: upright[:, ::-1],
        3: upright[::-1, ::-1],
        4: upright[::-1],
        5: upright.swapaxes(0, 1),
        6: np.rot90(upright),
        7: upright[::-1, ::-1].swapaxes(0, 1),
        8: np.rot90(upright, -1),
    }[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = save(tmp_path / f"a.{suffix}", np.ascontiguousarray(stored), exif=exif)

    info = inspect(path)[0]
    assert (info.width, info.height) == (64, 32)
    assert info.notes == ([] if orientation == 1 else ["exif-rotated"])
    with open_picture(path) as picture:
        assert (picture.width, picture.height) == (64, 32)
        assert np.abs(picture.read().astype(int) - upright)[4:12, 4:12].max() < 40
        assert np.abs(picture.read().astype(int) - upright)[4:12, 52:60].max() < 40


def test_regions_are_white_outside(tmp_path: Path) -> None:
    with open_picture(save(tmp_path / "a.png", RGB)) as picture:
        region = picture.read_region(-5, 30, 20, 20)

    assert region.shape == (20, 20, 3)
    np.testing.assert_array_equal(region[:10, 5:], RGB[30:, :15])
    assert (region[10:] == 255).all()
    assert (region[:, :5] == 255).all()


@pytest.mark.parametrize(
    ("x", "width", "scale", "expected"),
    [
        (10, 4, 1.0, [10, 11, 12, 13]),
        (10, 4, 0.5, [10, 12]),  # the means 10.5 and 12.5, rounded to even
        (10, 4, 2.0, [10, 10, 11, 11, 12, 12, 13, 13]),
        (10.5, 4, 0.5, [11, 13]),
    ],
)
def test_scaled_regions(tmp_path: Path, x: float, width: float, scale: float, expected: list[int]) -> None:
    ramp = np.repeat(np.arange(50, dtype=np.uint8)[None, :, None], 40, axis=0).repeat(3, axis=2)
    with open_picture(save(tmp_path / "a.png", ramp)) as picture:
        region = picture.read_region(x, 8, width, 8, scale)

    assert region.shape == (round(8 * scale), round(width * scale), 3)
    assert np.abs(region[2, :, 0].astype(int) - expected).max() <= 1


def test_a_region_is_a_copy_of_its_own(tmp_path: Path) -> None:
    with open_picture(save(tmp_path / "a.png", RGB)) as picture:
        picture.read_region(0, 0, 10, 10)[:] = 0
        np.testing.assert_array_equal(picture.read(), RGB)


def test_one_pixel(tmp_path: Path) -> None:
    with open_picture(save(tmp_path / "a.png", RGB[:1, :1])) as picture:
        assert (picture.width, picture.height) == (1, 1)
        np.testing.assert_array_equal(picture.read(), RGB[:1, :1])


def test_a_long_strip(tmp_path: Path) -> None:
    strip = np.full((200, 20000, 3), 240, np.uint8)
    info = inspect(save(tmp_path / "a.png", strip))[0]

    assert (info.width, info.height) == (20000, 200)


def test_no_such_page(tmp_path: Path) -> None:
    with pytest.raises(NoSuchPage):
        open_picture(save(tmp_path / "a.png", RGB), page=1)


@pytest.mark.parametrize(
    ("name", "mode", "depth", "notes"),
    [
        ("D_0089.png", "L", 8, ["grey-expanded"]),
        ("A_1095.png", "I;16", 16, ["converted-16-bit", "grey-expanded"]),
        ("F_0062.png", "P", 8, ["palette-expanded"]),
        ("F_0100.png", "RGBA", 8, ["alpha-removed"]),
    ],
)
def test_real_pictures_of_every_mode(data: Path, name: str, mode: str, depth: int, notes: list[str]) -> None:
    path = data / "living-dead" / "images" / name
    info = inspect(path)[0]

    assert (info.mode, info.bit_depth, info.notes) == (mode, depth, notes)
    with open_picture(path) as picture:
        pixels = picture.read()
    # Brightfield: a grey background in the middle of the range, in every mode of file.
    assert 60 < np.median(pixels) < 180


def test_a_real_jpeg(data: Path) -> None:
    info = inspect(data / "blood" / "JPEGImages" / "BloodImage_00000.jpg")[0]

    assert (info.width, info.height, info.format, info.mode, info.notes) == (640, 480, "JPEG", "RGB", [])
