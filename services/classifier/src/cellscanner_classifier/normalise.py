"""Crops to the network's input, in one multiply-add a channel."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray


class Normaliser:
    """(v / 255 - mean) / std as v * scale + offset."""

    def __init__(self, mean: Sequence[float], std: Sequence[float]) -> None:
        self._scale = [1 / (255 * each) for each in std]
        self._offset = [-centre / each for centre, each in zip(mean, std, strict=True)]

    def __call__(self, crops: NDArray[np.uint8]) -> NDArray[np.float32]:
        """(N, 3, S, S) float32 of crops (N, S, S, 3) uint8 RGB."""
        count, size = crops.shape[:2]
        normalised = np.empty((count, 3, size, size), np.float32)
        # One tall picture: OpenCV splits and scales it with vector instructions, numpy's strided loops do not.
        planes = cv2.split(crops.reshape(count * size, size, 3))
        for channel, plane in enumerate(planes):
            tall = cv2.addWeighted(plane, self._scale[channel], plane, 0, self._offset[channel], dtype=cv2.CV_32F)
            normalised[:, channel] = tall.reshape(count, size, size)
        return normalised
