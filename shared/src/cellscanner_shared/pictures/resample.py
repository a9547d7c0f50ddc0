"""Windows of arrays, white outside, resampled with fractions of a pixel kept."""

import math
from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Rgb = NDArray[np.uint8]
Read = Callable[[int, int, int, int], Rgb]
WHITE = 255


def cut_white(pixels: Rgb, x: int, y: int, width: int, height: int) -> Rgb:
    """The window of an array; a view where it lies inside, white where it does not."""
    rows, columns = pixels.shape[:2]
    left, top, right, bottom = max(x, 0), max(y, 0), min(x + width, columns), min(y + height, rows)
    if (left, top, right, bottom) == (x, y, x + width, y + height):
        return pixels[y:bottom, x:right]
    window = np.full((height, width, 3), WHITE, np.uint8)
    if left < right and top < bottom:
        window[top - y : bottom - y, left - x : right - x] = pixels[top:bottom, left:right]
    return window


def read_window(read: Read, x: float, y: float, width: float, height: float, out_width: int, out_height: int) -> Rgb:
    """Read the whole pixels a window with fractions touches, and resample the window to out_height x out_width x 3.

    `read(x, y, width, height)` gives whole pixels.
    """
    left, top = math.floor(x), math.floor(y)
    right, bottom = max(math.ceil(x + width), left + 1), max(math.ceil(y + height), top + 1)
    pixels = read(left, top, right - left, bottom - top)
    box = (x - left, y - top, x - left + width, y - top + height)
    return resample(pixels, box, out_width, out_height)


def resample(pixels: Rgb, box: tuple[float, float, float, float], out_width: int, out_height: int) -> Rgb:
    """`box` of `pixels`, averaged over the area when it shrinks, bilinear when it grows; a fresh contiguous array."""
    height, width = pixels.shape[:2]
    whole = box == (0, 0, width, height)
    if whole and (width, height) == (out_width, out_height):
        return np.array(pixels)
    shrinks = (box[2] - box[0]) * (box[3] - box[1]) > out_width * out_height
    if whole:
        method = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
        return np.asarray(cv2.resize(pixels, (out_width, out_height), interpolation=method), np.uint8)
    # OpenCV knows no fractional window for averaging over areas; Pillow does.
    method_ = Image.Resampling.BOX if shrinks else Image.Resampling.BILINEAR
    image = Image.fromarray(np.ascontiguousarray(pixels))
    return np.array(image.resize((out_width, out_height), method_, box=box), np.uint8)
