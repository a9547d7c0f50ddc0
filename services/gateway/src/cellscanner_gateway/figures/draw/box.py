"""Box plots with a point a picture."""

import numpy as np
from matplotlib.axes import Axes

from cellscanner_gateway.figures.draw.places import Placed, label_places, place
from cellscanner_gateway.figures.draw.style import INK, finish_axes
from cellscanner_gateway.figures.schemas import FigureOut

LEAST_FOR_A_BOX = 3


def draw_boxes(axes: Axes, figure: FigureOut) -> None:
    for placed in place(figure):
        values = [point.value for point in placed.series.points or []]
        if len(values) >= LEAST_FOR_A_BOX:
            _box(axes, placed, values)
        axes.scatter(
            _spread(placed, len(values)), values, s=14, color="white", edgecolors=INK, linewidths=0.8, zorder=3
        )
    finish_axes(axes, figure.x, figure.y)
    axes.set_ylim(bottom=0)
    label_places(axes, figure)


def _box(axes: Axes, placed: Placed, values: list[float]) -> None:
    parts = axes.boxplot(
        [values],
        positions=[placed.x],
        widths=0.7 * placed.width,
        showfliers=False,
        patch_artist=True,
        manage_ticks=False,
        medianprops={"color": INK, "linewidth": 1.5},
    )
    parts["boxes"][0].set(facecolor=placed.color, hatch=placed.hatch, edgecolor=INK)


def _spread(placed: Placed, count: int) -> np.ndarray:
    """Side by side within the box, so that equal values stay visible; by place and not by chance."""
    steps = (np.arange(count) * 0.618034) % 1 - 0.5 if count > 1 else np.zeros(count)
    return np.asarray(placed.x + 0.5 * placed.width * steps)
