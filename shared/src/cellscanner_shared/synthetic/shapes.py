"""Where cells lie and what outline each has."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_TRIES = 400
_CLOSEST = 0.93  # centres of two cells are at least this share of the sum of their radii apart
_ANGLES = np.linspace(0, 2 * np.pi, 720, endpoint=False)


@dataclass(frozen=True)
class Outline:
    """A closed curve about a centre, in pixels: an ellipse with a few waves on it."""

    x: float
    y: float
    radius: float
    stretch: float
    turn: float
    waves: NDArray[np.float64]  # rows: how many to a turn, height, phase

    def reach(self, angle: NDArray[np.float64]) -> NDArray[np.float64]:
        """Distance of the curve from the centre at each angle (radians)."""
        own = angle - self.turn
        ellipse = self.radius / np.sqrt((np.cos(own) / self.stretch) ** 2 + (np.sin(own) * self.stretch) ** 2)
        number, height, phase = self.waves[:, 0], self.waves[:, 1], self.waves[:, 2]
        return np.asarray(ellipse * (1 + (height * np.cos(number * own[..., None] + phase)).sum(axis=-1)))

    def box(self) -> tuple[float, float, float, float]:
        """x1, y1, x2, y2 of the curve."""
        reach = self.reach(_ANGLES)
        x, y = self.x + reach * np.cos(_ANGLES), self.y + reach * np.sin(_ANGLES)
        return float(x.min()), float(y.min()), float(x.max()), float(y.max())


def make_outline(rng: np.random.Generator, x: float, y: float, radius: float, roughness: float) -> Outline:
    number = np.array([2.0, 3.0, 4.0, 5.0])
    waves = np.stack([number, rng.normal(0, roughness, 4) / number, rng.uniform(0, 2 * np.pi, 4)], axis=1)
    return Outline(x, y, radius, float(rng.uniform(1.0, 1.22)), float(rng.uniform(0, np.pi)), waves)


def place(
    rng: np.random.Generator, width: int, height: int, radii: NDArray[np.float64], touching: float
) -> NDArray[np.float64]:
    """(N, 2) centres for cells of the given radii, none overlapping much; a share `touching` lies against another cell.

    Raises ValueError if the cells do not fit.
    """
    centres = np.empty((len(radii), 2))
    for index, radius in enumerate(radii):
        beside = index > 0 and rng.uniform() < touching
        centres[index] = _place_one(rng, width, height, radius, radii[:index], centres[:index], beside=beside)
    return centres


def _place_one(
    rng: np.random.Generator,
    width: int,
    height: int,
    radius: float,
    radii: NDArray[np.float64],
    centres: NDArray[np.float64],
    *,
    beside: bool,
) -> NDArray[np.float64]:
    margin = radius * 1.6 + 1  # the longest an outline reaches, so that every box lies inside
    low, high = np.array([margin, margin]), np.array([width - margin, height - margin])
    for attempt in range(_TRIES):
        if beside and attempt < _TRIES // 2:
            spot = _beside(rng, radius, radii, centres)
        else:
            spot = rng.uniform(low, np.maximum(high, low + 1e-9))
        gaps = np.hypot(*(centres - spot).T) - _CLOSEST * (radii + radius)
        if (spot >= low).all() and (spot <= high).all() and (gaps >= 0).all():
            return np.asarray(spot)
    raise ValueError(f"cell {len(radii) + 1} finds no room in {width} x {height} pixels")


def _beside(
    rng: np.random.Generator, radius: float, radii: NDArray[np.float64], centres: NDArray[np.float64]
) -> NDArray[np.float64]:
    neighbour = rng.integers(len(radii))
    angle = rng.uniform(0, 2 * np.pi)
    distance = (radii[neighbour] + radius) * rng.uniform(_CLOSEST, 1.02)
    return np.asarray(centres[neighbour] + distance * np.array([np.cos(angle), np.sin(angle)]))
