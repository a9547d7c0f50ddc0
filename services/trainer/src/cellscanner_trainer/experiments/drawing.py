"""Small SVG figures for docs/: no plotting library, so that the trainer needs none."""

import math
from collections.abc import Iterable, Mapping, Sequence

WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 560, 320, 46, 40, 14, 130
# Okabe and Ito's colours, told apart by the colour-blind as well.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00")
_TICKS = 5
_MOST_TICKS = 10
# The area of a point stands for its parameters, as in the page's figure of a comparison.
_LARGEST_POINT, _SMALLEST_POINT = 16, 3.5


def draw_curves(curves: Mapping[str, Sequence[float]], label: str) -> str:
    """A line a name, its values 0 to 1 from epoch 1 on; dashed: 95 % of each curve's best."""
    epochs = max(len(curve) for curve in curves.values())
    ticks = range(0, epochs + 1, -(-epochs // _MOST_TICKS))
    parts = _axes(epochs, ticks, "epoch", label)
    for number, (name, curve) in enumerate(curves.items()):
        parts += _curve(name, curve, epochs, number)
    return _drawn(parts)


def draw_sizes(points: Mapping[str, tuple[int, float]], label: str) -> str:
    """A point a network: to the right with its parameters, up with its figure 0 to 1, as large as it has parameters."""
    most = max(parameters for parameters, _ in points.values())
    end = -(-most * 11 // 10_000_000)
    parts = _axes(end, range(0, end + 1, -(-end // _MOST_TICKS)), "million parameters", label)
    for number, (name, (parameters, value)) in enumerate(points.items()):
        radius = max(_SMALLEST_POINT, _LARGEST_POINT * math.sqrt(parameters / most))
        colour, x, y = COLOURS[number % len(COLOURS)], _x(parameters / 1e6, end), _y(value)
        parts.append(f'<circle cx="{x}" cy="{y}" r="{radius:.1f}" fill="{colour}" opacity="0.8"/>')
        parts.append(f'<text x="{x}" y="{y + radius + 14:.1f}" text-anchor="middle">{name}: {value:.3f}</text>')
    return _drawn(parts)


def _drawn(parts: Sequence[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        f'font-size="12"><rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>'
    )
    return "\n".join([head, *parts, "</svg>"]) + "\n"


def _x(value: float, end: int) -> float:
    return round(LEFT + (WIDTH - LEFT - RIGHT) * value / end, 1)


def _y(value: float) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value, 1)


def _axes(end: int, ticks: Iterable[int], across: str, label: str) -> list[str]:
    right, parts = WIDTH - RIGHT, []
    for value in (step / _TICKS for step in range(_TICKS + 1)):
        parts.append(f'<path d="M{LEFT} {_y(value)}H{right}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{_y(value) + 4}" text-anchor="end">{value:.1f}</text>')
    for tick in ticks:
        parts.append(f'<text x="{_x(tick, end)}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{tick}</text>')
    parts.append(f'<text x="{(LEFT + right) / 2}" y="{HEIGHT - 6}" text-anchor="middle">{across}</text>')
    middle = (HEIGHT - BOTTOM + TOP) / 2
    parts.append(f'<text transform="translate(12 {middle}) rotate(-90)" text-anchor="middle">{label}</text>')
    return parts


def _curve(name: str, curve: Sequence[float], epochs: int, number: int) -> list[str]:
    colour, right = COLOURS[number % len(COLOURS)], WIDTH - RIGHT
    points = " ".join(f"{_x(epoch, epochs)},{_y(value)}" for epoch, value in enumerate(curve, start=1))
    goal, row = _y(0.95 * max(curve)), TOP + 18 * (number + 1)
    return [
        f'<path d="M{LEFT} {goal}H{right}" stroke="{colour}" stroke-dasharray="3 4" opacity="0.6"/>',
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>',
        f'<text x="{right + 10}" y="{row}" fill="{colour}">{name}</text>',
    ]
