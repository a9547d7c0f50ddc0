"""Curves over epochs as a small SVG for docs/: no plotting library, so that the trainer needs none."""

from collections.abc import Mapping, Sequence

WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 560, 320, 46, 40, 14, 130
# Okabe and Ito's colours, told apart by the colour-blind as well.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00")
_TICKS = 5
_MOST_EPOCH_TICKS = 10


def draw_curves(curves: Mapping[str, Sequence[float]], label: str) -> str:
    """A line a name, its values 0 to 1 from epoch 1 on; dashed: 95 % of each curve's best."""
    epochs = max(len(curve) for curve in curves.values())
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        f'font-size="12"><rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        *_axes(epochs, label),
    ]
    for number, (name, curve) in enumerate(curves.items()):
        parts += _curve(name, curve, epochs, number)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _x(epoch: int, epochs: int) -> float:
    return round(LEFT + (WIDTH - LEFT - RIGHT) * epoch / epochs, 1)


def _y(value: float) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value, 1)


def _axes(epochs: int, label: str) -> list[str]:
    right, parts = WIDTH - RIGHT, []
    for tick in range(_TICKS + 1):
        value = tick / _TICKS
        parts.append(f'<path d="M{LEFT} {_y(value)}H{right}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{_y(value) + 4}" text-anchor="end">{value:.1f}</text>')
    for epoch in range(0, epochs + 1, -(-epochs // _MOST_EPOCH_TICKS)):
        parts.append(f'<text x="{_x(epoch, epochs)}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{epoch}</text>')
    parts.append(f'<text x="{(LEFT + right) / 2}" y="{HEIGHT - 6}" text-anchor="middle">epoch</text>')
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
