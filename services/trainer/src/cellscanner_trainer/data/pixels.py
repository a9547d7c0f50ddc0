"""Pixels of labelled pictures, read by the same code that serving reads them with."""

from pathlib import Path

import cv2
import numpy as np
from cellscanner_shared.pictures import open_picture
from numpy.typing import NDArray

from cellscanner_trainer.data.labelled import LabelledPicture
from cellscanner_trainer.errors import DataRefused


def read_rgb(path: Path) -> NDArray[np.uint8]:
    """H x W x 3 uint8 RGB of a picture of any mode; raises PictureError subclasses."""
    with open_picture(path) as picture:
        return picture.read()


def read_labelled(picture: LabelledPicture) -> NDArray[np.uint8]:
    """As `read_rgb`; raises DataRefused too where the labels are of a picture of another size."""
    pixels = read_rgb(picture.path)
    height, width = pixels.shape[:2]
    if (width, height) != (picture.width, picture.height):
        raise DataRefused(
            f"{picture.path.name} has {width} x {height} pixels, its labels are of {picture.width} x {picture.height}."
        )
    return pixels


def read_instances(path: Path) -> NDArray[np.int32]:
    """H x W int32 label map, 0 is background; raises DataRefused."""
    pixels = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    if pixels is None or pixels.ndim != 2:
        raise DataRefused(f"{path.name} is no label map")
    return pixels.astype(np.int32)
