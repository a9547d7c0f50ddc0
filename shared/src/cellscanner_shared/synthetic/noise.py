"""Smooth randomness."""

import cv2
import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.float32]


def smooth_noise(rng: np.random.Generator, width: int, height: int, scale: float, stretch: float = 1.0) -> Plane:
    """(H, W) noise of mean 0 and deviation 1, its features about `scale` pixels high and `stretch` times as wide."""
    shrink = max(1, int(scale / 3))
    small = max(4, -(-width // shrink)), max(4, -(-height // shrink))
    noise = rng.standard_normal((small[1], small[0]), np.float32)
    sigma = scale / shrink
    noise = np.asarray(cv2.GaussianBlur(noise, (0, 0), sigma * stretch, sigmaY=sigma), np.float32)
    noise = np.asarray(cv2.resize(noise, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)
    return np.asarray((noise - noise.mean()) / max(float(noise.std()), 1e-6), np.float32)


def waved(rng: np.random.Generator, plane: Plane, strength: float, scale: float) -> Plane:
    """The plane bent by a slow random flow of `strength` pixels."""
    height, width = plane.shape
    rows, columns = np.mgrid[:height, :width].astype(np.float32)
    shift_x = smooth_noise(rng, width, height, scale) * np.float32(strength)
    shift_y = smooth_noise(rng, width, height, scale) * np.float32(strength)
    bent = cv2.remap(plane, columns + shift_x, rows + shift_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    return np.asarray(bent, np.float32)
