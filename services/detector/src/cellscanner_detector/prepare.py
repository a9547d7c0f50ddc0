"""Tiles to the network's input: upsampled, padded to multiples, RGB planes from 0 to 1."""

from dataclasses import dataclass

import cv2
import numpy as np
from cellscanner_shared.packages import DetectorInput
from numpy.typing import NDArray

_INVERSE = np.float32(1 / 255)


@dataclass(frozen=True)
class Frame:
    """How tiles of one size lie in the network's input: top left, `width` x `height` network pixels, then padding."""

    width: int
    height: int
    padded_width: int
    padded_height: int
    scale_x: float
    scale_y: float

    @classmethod
    def of(cls, width: int, height: int, spec: DetectorInput) -> "Frame":
        """The frame of tiles of `width` x `height` pixels at the model's scale."""
        network_width, network_height = (max(1, round(side * spec.upsample)) for side in (width, height))
        return cls(
            network_width,
            network_height,
            -(-network_width // spec.multiple) * spec.multiple,
            -(-network_height // spec.multiple) * spec.multiple,
            network_width / width,
            network_height / height,
        )

    def to_tile(self, boxes: NDArray[np.float32], width: int, height: int) -> NDArray[np.float32]:
        """Boxes `x1, y1, x2, y2` from network pixels to the pixels of a tile of `width` x `height`, clipped to it."""
        scale = np.array([self.scale_x, self.scale_y] * 2, np.float32)
        most = np.array([width, height] * 2, np.float32)
        return np.asarray(np.clip(boxes / scale, 0, most))


def prepare(tiles: NDArray[np.uint8], frame: Frame, pad_value: int) -> NDArray[np.float32]:
    """(N, 3, H, W) float32, 0 to 1, of tiles (N, h, w, 3) uint8 RGB; `pad_value` fills the right and the bottom."""
    images = np.empty((len(tiles), 3, frame.padded_height, frame.padded_width), np.float32)
    images[:, :, frame.height :, :] = pad_value * _INVERSE
    images[:, :, : frame.height, frame.width :] = pad_value * _INVERSE
    for tile, image in zip(tiles, images, strict=True):
        planes = cv2.split(_resized(tile, frame))
        for plane, channel in zip(planes, image, strict=True):
            np.multiply(plane, _INVERSE, out=channel[: frame.height, : frame.width])
    return images


def _resized(tile: NDArray[np.uint8], frame: Frame) -> NDArray[np.uint8]:
    height, width = tile.shape[:2]
    if (width, height) == (frame.width, frame.height):
        return tile
    shrinks = frame.width < width
    return np.asarray(
        cv2.resize(tile, (frame.width, frame.height), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR),
        np.uint8,
    )
