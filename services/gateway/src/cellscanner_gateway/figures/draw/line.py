"""Lines against k, each with the range that its pictures span."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, StrMethodFormatter

from cellscanner_gateway.figures.draw.style import finish_axes, line_style, shorten
from cellscanner_gateway.figures.schemas import FigureOut, SeriesOut


def draw_lines(axes: Axes, figure: FigureOut) -> None:
    for number, series in enumerate(figure.series):
        _line(axes, series, number, figure.no_group)
    finish_axes(axes, figure.x, figure.y)
    ks = sorted({point.k for series in figure.series for point in series.line or []})
    if len(ks) <= 12:
        axes.xaxis.set_major_locator(FixedLocator(ks))
        axes.xaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
    axes.set_ylim(bottom=0)
    if figure.series:
        axes.legend(fontsize=8, frameon=False, loc="upper left", bbox_to_anchor=(1.0, 1.0))


def _line(axes: Axes, series: SeriesOut, number: int, no_group: str) -> None:
    color, marker, dashes = line_style(number)
    points = series.line or []
    ks = [point.k for point in points]
    mean, low, high = (
        np.array([np.nan if value is None else value for value in column], np.float64)
        for column in zip(*((point.mean, point.low, point.high) for point in points), strict=True)
    )
    name = shorten(series.group if series.group is not None else no_group, 24)
    axes.fill_between(ks, low, high, color=color, alpha=0.15, linewidth=0)
    label = f"{name} (n = {series.n})"
    axes.plot(ks, mean, color=color, marker=marker, linestyle=dashes, markersize=5, label=label, clip_on=False)
