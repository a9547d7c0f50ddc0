"""Each warning of one picture, provoked by a drawn one; and a good picture, of which nothing is said."""

from io import BytesIO

import cv2
import numpy as np
import pytest
import tifffile
from numpy.typing import NDArray
from PIL import Image
from support.gateway import Caller
from support.pictures import encode

SCALED, RED = "base/scaled@1", (255, 0, 0)


def blocks(brightness: int = 255) -> NDArray[np.uint8]:
    """Sixteen living cells; the tiny model's score is the brightness of a block."""
    pixels = np.zeros((128, 128, 3), np.uint8)
    for x in range(8, 128, 32):
        for y in range(8, 128, 32):
            pixels[y : y + 8, x : x + 8, 0] = brightness
    return pixels


def blurred() -> bytes:
    """One edge, six pixels wide, where a cell of this model has twenty."""
    pixels = np.zeros((128, 128, 3), np.uint8)
    pixels[:, :64] = RED
    return encode(np.asarray(cv2.GaussianBlur(pixels, (0, 0), 6), np.uint8), "PNG")


def tiff(pixels: NDArray[np.uint16] | NDArray[np.uint32] | NDArray[np.float32]) -> bytes:
    out = BytesIO()
    tifffile.imwrite(out, pixels, photometric="minisblack")
    return out.getvalue()


def pages() -> bytes:
    out = BytesIO()
    with tifffile.TiffWriter(out) as writer:
        for _ in range(2):
            writer.write(blocks(), photometric="rgb")
    return out.getvalue()


def turned() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return encode(blocks(), "JPEG", exif=exif, quality=95)


def clear() -> bytes:
    """With a corner that is see-through."""
    alpha = np.full((128, 128, 1), 255, np.uint8)
    alpha[:9, :9] = 0
    return encode(np.concatenate([blocks(), alpha], axis=2), "PNG")


GREY = blocks()[..., 0]
# The picture, its model and the scale that is stated for it: by the codes that it provokes, and no others.
PROVOKING: dict[tuple[str, ...], tuple[bytes, str, str]] = {
    ("no-scale",): (encode(blocks(), "PNG"), SCALED, ""),
    ("model-without-scale",): (encode(blocks(), "PNG"), "base/tiny@1", "0.5"),
    ("scale-implausible",): (encode(blocks(), "PNG"), SCALED, "350"),
    ("scale-far",): (encode(blocks()[::4, ::4], "PNG"), SCALED, "2"),
    ("blur",): (blurred(), SCALED, "0.5"),
    ("low-confidence",): (encode(blocks(150), "PNG"), SCALED, "0.5"),
    ("first-page-only",): (pages(), SCALED, "0.5"),
    ("converted-16-bit", "grey-expanded"): (tiff(np.left_shift(GREY, 8, dtype=np.uint16)), SCALED, "0.5"),
    ("converted-32-bit", "grey-expanded"): (tiff(np.left_shift(GREY, 24, dtype=np.uint32)), SCALED, "0.5"),
    ("converted-float", "grey-expanded"): (tiff(GREY.astype(np.float32) / np.float32(255)), SCALED, "0.5"),
    ("converted-cmyk",): (encode(blocks(), "JPEG", "CMYK", quality=95), SCALED, "0.5"),
    ("alpha-removed",): (clear(), SCALED, "0.5"),
    ("palette-expanded",): (encode(blocks(), "PNG", "P"), SCALED, "0.5"),
    ("exif-rotated",): (turned(), SCALED, "0.5"),
    ("grey-expanded",): (encode(GREY, "PNG"), SCALED, "0.5"),
}
OF_A_PICTURE = {code for codes in PROVOKING for code in codes}


async def codes_of(alice: Caller, body: bytes, model: str, scale: str) -> set[str]:
    fields = {"model": model, "micrometers_per_pixel": scale}
    answer = await alice.http.post("/api/v1/predict", files={"file": ("picture", body)}, data=fields)
    assert answer.status_code == 200, answer.text
    return {warning["code"] for warning in answer.json()["warnings"]}


@pytest.mark.warns("no-scale", "model-without-scale", "scale-implausible", "scale-far", "blur", "low-confidence")
@pytest.mark.warns("first-page-only", "converted-16-bit", "converted-32-bit", "converted-float", "converted-cmyk")
@pytest.mark.warns("alpha-removed", "palette-expanded", "exif-rotated", "grey-expanded")
async def test_each_is_said_of_the_picture_that_has_it_and_no_other(alice: Caller) -> None:
    found = {codes: await codes_of(alice, *asked) for codes, asked in PROVOKING.items()}

    assert found == {codes: set(codes) for codes in PROVOKING}


@pytest.mark.silent("no-scale", "model-without-scale", "scale-implausible", "scale-far", "blur", "low-confidence")
@pytest.mark.silent("first-page-only", "converted-16-bit", "converted-32-bit", "converted-float", "converted-cmyk")
@pytest.mark.silent("alpha-removed", "palette-expanded", "exif-rotated", "grey-expanded", "tile-failed")
@pytest.mark.silent("area-smaller")
async def test_nothing_is_said_of_a_good_picture(alice: Caller) -> None:
    assert await codes_of(alice, encode(blocks(), "PNG"), SCALED, "0.5") == set()
