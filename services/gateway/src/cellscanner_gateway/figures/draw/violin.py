"""Violins of the values of many cells, with quartiles and median."""

from typing import cast

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from cellscanner_gateway.figures.draw.places import Placed, label_places, place
from cellscanner_gateway.figures.draw.style import INK, finish_axes
from cellscanner_gateway.figures.schemas import FigureOut

LEAST_FOR_A_VIOLIN = 5


def draw_violins(axes: Axes, figure: FigureOut) -> None:
    for placed in place(figure):
        values = np.array(placed.series.values or [], np.float64)
        if len(values) >= LEAST_FOR_A_VIOLIN and len(np.unique(values)) > 1:
            _violin(axes, placed, values)
        else:
            axes.scatter(
                np.full(len(values), placed.x), values, s=10, color=placed.color, edgecolors=INK, linewidths=0.6
            )
    finish_axes(axes, figure.x, figure.y)
    axes.set_ylim(bottom=0)
    label_places(axes, figure)
    if figure.second_axis is not None:
        factor = figure.second_axis.factor
        scaling = (lambda one: np.multiply(one, factor), lambda one: np.divide(one, factor))
        second = axes.secondary_yaxis("right", functions=scaling)
        second.set_ylabel(figure.second_axis.label)


def _violin(axes: Axes, placed: Placed, values: np.ndarray) -> None:
    parts = axes.violinplot([values], positions=[placed.x], widths=placed.width, showextrema=False)
    for body in cast("list[PolyCollection]", parts["bodies"]):
        body.set(facecolor=placed.color, hatch=placed.hatch, edgecolor=INK, alpha=1.0, linewidth=0.8)
    low, middle, high = np.quantile(values, [0.25, 0.5, 0.75])
    axes.vlines(placed.x, low, high, color=INK, linewidth=4)
    axes.scatter([placed.x], [middle], s=16, color="white", edgecolors=INK, zorder=3)
