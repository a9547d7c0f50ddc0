"""Random changes of colour and sharpness; geometry is in `sampling`."""

import cv2
import numpy as np
from numpy.typing import NDArray

from cellscanner_trainer.detector.config import AugmentConfig

Picture = NDArray[np.uint8]

# Optical densities of haematoxylin, eosin and a residual; Ruifrok and Johnston, Anal Quant Cytol Histol 23 (2001).
STAINS = np.array([[0.65, 0.70, 0.29], [0.07, 0.99, 0.11], [0.27, 0.57, 0.78]], np.float32)
STAINS /= np.linalg.norm(STAINS, axis=1, keepdims=True)
UNMIX = np.linalg.inv(STAINS).astype(np.float32)
DENSITY = -np.log((np.arange(256, dtype=np.float32) + 1) / 256)
LUMA = np.array([0.299, 0.587, 0.114], np.float32)


def change_stain(picture: Picture, strength: NDArray[np.float32], offset: NDArray[np.float32]) -> Picture:
    """Multiplies and shifts the amount of each stain (haematoxylin, eosin, residual) of an H x W x 3 picture."""
    # Unmix, change and mix again is one affine map of the optical densities.
    matrix = UNMIX @ np.diag(strength) @ STAINS
    density = DENSITY[picture] @ matrix.astype(np.float32) + (offset @ STAINS).astype(np.float32)
    return _as_picture(256 * np.exp(-density) - 1)


def _as_picture(values: NDArray[np.floating]) -> Picture:
    clipped: Picture = np.clip(values, 0, 255).astype(np.uint8)
    return clipped


def change_colours(picture: Picture, config: AugmentConfig, rng: np.random.Generator) -> Picture:
    """Brightness, contrast, gamma and saturation, and a tint a channel; one table a channel."""
    gamma = np.exp(rng.uniform(-config.gamma, config.gamma))
    contrast = np.exp(rng.uniform(-config.contrast, config.contrast))
    brightness = rng.uniform(-config.brightness, config.brightness)
    tint = 1 + rng.uniform(-config.colour, config.colour, 3)
    levels = np.linspace(0, 1, 256) ** gamma
    table = (levels[:, None] - 0.5) * contrast + 0.5 + brightness
    table = np.clip(table * tint * 255, 0, 255).astype(np.uint8)
    changed = np.asarray(cv2.LUT(picture, table.reshape(1, 256, 3)), np.uint8)
    if config.colour == 0:
        return changed
    share = 1.0 if rng.random() < config.grey else rng.uniform(0, 2 * config.colour)
    grey = (changed @ LUMA)[..., None]
    return _as_picture(changed * (1 - share) + grey * share)


def soften_or_roughen(picture: Picture, config: AugmentConfig, rng: np.random.Generator) -> Picture:
    """Sometimes a mild blur, sometimes mild noise."""
    if rng.random() < config.blur:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), float(rng.uniform(0.4, 1.6))), np.uint8)
    if rng.random() < config.noise:
        noise = rng.normal(0, rng.uniform(2, 8), picture.shape[:2])[..., None]
        picture = _as_picture(picture + noise)
    return picture


def augment(picture: Picture, config: AugmentConfig, rng: np.random.Generator) -> Picture:
    """All changes of look, each drawn anew."""
    if config.stain and rng.random() < 0.9:
        strength = np.exp(rng.normal(0, config.stain, 3)).astype(np.float32)
        offset = rng.normal(0, 0.2 * config.stain, 3).astype(np.float32)
        picture = change_stain(picture, strength, offset)
    if any((config.brightness, config.contrast, config.gamma, config.colour)):
        picture = change_colours(picture, config, rng)
    return soften_or_roughen(picture, config, rng)
