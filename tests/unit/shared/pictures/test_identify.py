"""Hostile and mistaken uploads: each gets its own error, in words, before anything large is allocated."""

import struct
import zlib
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from cellscanner_shared.errors import (
    BrokenSlide,
    EmptyFile,
    NotAPicture,
    PictureError,
    PictureTooLarge,
    SuspiciousCompression,
    TruncatedPicture,
    UnsupportedFormat,
)
from cellscanner_shared.pictures import PictureSettings, inspect, open_picture
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b"", EmptyFile, "no bytes"),
        (b"name,count\ncells,12\n", NotAPicture, "text"),
        ("細胞 12\n".encode(), NotAPicture, "text"),
        (b"<!DOCTYPE html><html><body>404</body></html>", NotAPicture, "web page"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', NotAPicture, "SVG"),
        (b"%PDF-1.7 ...", NotAPicture, "PDF"),
        (b"PK\x03\x04....", NotAPicture, "ZIP"),
        (b"GIF89a\x01\x00\x01\x00", UnsupportedFormat, "GIF"),
        (b"\0\0\0\x20ftypheic....", UnsupportedFormat, "HEIC"),
        (bytes(range(256)) * 4, NotAPicture, "not that of any picture"),
        (b"\x89PNG\r\n\x1a\n", TruncatedPicture, "damaged"),
        (b"\xff\xd8\xff\xe0", TruncatedPicture, "damaged"),
        (b"II*\0\x08\0\0\0", UnsupportedFormat, "no page"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", TruncatedPicture, "damaged"),
    ],
)
def test_what_is_no_picture_is_told_so(tmp_path: Path, content: bytes, error: type[PictureError], words: str) -> None:
    path = tmp_path / "cells.png"
    path.write_bytes(content)

    with pytest.raises(error, match=words):
        inspect(path)
    with pytest.raises(error, match=words), open_picture(path) as picture:
        picture.read()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("stack.nd2", b"\xda\xce\xbe\x0a" + bytes(100), r"Nikon software \(\.nd2\).* as TIFF"),
        ("series.LIF", b"p\0\0\0" + bytes(100), "Leica"),
        ("chest.dcm", bytes(128) + b"DICM" + bytes(100), "DICOM file holds no whole slide"),
    ],
)
def test_files_of_other_machines_are_told_what_to_export(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnsupportedFormat, match=words):
        inspect(tmp_path / name)


def test_animations_are_refused(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (20, 20), color) for color in ("red", "blue")]
    for name in ("a.webp", "a.png"):
        frames[0].save(tmp_path / name, save_all=True, append_images=frames[1:])
        with pytest.raises(UnsupportedFormat, match="animation"):
            inspect(tmp_path / name)


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp", "a.bmp"])
def test_truncated_files(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    Image.fromarray(np.random.default_rng(0).integers(0, 256, (200, 200, 3), np.uint8)).save(path)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])

    with pytest.raises(TruncatedPicture):
        inspect(path)


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png_bomb(path: Path, side: int, rows_written: int) -> Path:
    """A grey PNG of zeros that says it has side x side pixels."""
    squeeze = zlib.compressobj(9)
    rows = b"".join(squeeze.compress(bytes(side + 1)) for _ in range(rows_written)) + squeeze.flush()
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", rows) + chunk(b"IEND", b""))
    return path


def test_a_bomb_above_the_pixel_limit(tmp_path: Path) -> None:
    with pytest.raises(PictureTooLarge, match="441 megapixels"):
        inspect(png_bomb(tmp_path / "a.png", 21_000, rows_written=1))


def test_a_bomb_below_the_pixel_limit(tmp_path: Path) -> None:
    path = png_bomb(tmp_path / "a.png", 9_000, rows_written=9_000)
    assert path.stat().st_size < 100_000

    with pytest.raises(SuspiciousCompression, match=r"unpack to 81 MB"):
        inspect(path)


def test_the_limit_is_a_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Image.new("RGB", (2000, 1000)).save(tmp_path / "a.png")
    monkeypatch.setenv("CELLSCANNER_PICTURES_MAX_MEGAPIXELS", "1.5")

    with pytest.raises(PictureTooLarge):
        inspect(tmp_path / "a.png")
    assert inspect(tmp_path / "a.png", PictureSettings(max_megapixels=3))[0].width == 2000


def test_broken_slides_say_they_are_slides(data: Path) -> None:
    with pytest.raises(BrokenSlide, match="not that of any slide"):
        inspect(data / "slides" / "broken.svs")
    with pytest.raises(BrokenSlide, match="damaged"):
        inspect(data / "slides" / "unreadable.svs")


def test_a_mirax_index_is_not_taken_for_its_thumbnail(tmp_path: Path) -> None:
    Image.new("RGB", (20, 20)).save(tmp_path / "a.jpg")
    (tmp_path / "a.jpg").rename(tmp_path / "a.mrxs")

    with pytest.raises(UnsupportedFormat, match="MIRAX"):
        inspect(tmp_path / "a.mrxs")


def test_a_missing_file_is_our_fault_not_the_users(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        inspect(tmp_path / "none.png")


SEEDS = ["png", "jpeg", "webp", "bmp", "tiff"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(SEEDS), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), min_size=1, max_size=8))
def test_flipped_bytes_give_a_picture_or_a_picture_error(
    tmp_path: Path, kind: str, flips: list[tuple[int, int]]
) -> None:
    path = tmp_path / "fuzz"
    Image.linear_gradient("L").resize((24, 24)).save(path, kind)
    content = bytearray(path.read_bytes())
    for place, value in flips:
        content[place % len(content)] = value
    path.write_bytes(content)

    with suppress(PictureError), open_picture(path) as picture:
        assert picture.read().shape == (picture.height, picture.width, 3)
