"""Lines against k, each with the range that its pictures span."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, StrMethodFormatter

from cellscanner_gateway.figures.draw.style import finish_axes, line_style, shorten_apart
from cellscanner_gateway.figures.schemas import FigureOut, SeriesOut


def draw_lines(axes: Axes, figure: FigureOut) -> None:
    texts = [figure.no_group if one.group is None else one.group for one in figure.series]
    names = shorten_apart(texts, 24)
    for number, (series, text) in enumerate(zip(figure.series, texts, strict=True)):
        _line(axes, series, number, names[text])
    finish_axes(axes, figure.x, figure.y)
    ks = sorted({point.k for series in figure.series for point in series.line or []})
    if len(ks) <= 12:
        axes.xaxis.set_major_locator(FixedLocator(ks))
        axes.xaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
    axes.set_ylim(bottom=0)
    if figure.series:
        axes.legend(fontsize=8, frameon=False, loc="upper left", bbox_to_anchor=(1.0, 1.0))


def _line(axes: Axes, series: SeriesOut, number: int, name: str) -> None:
    color, marker, dashes = line_style(number)
    points = series.line or []
    ks = [point.k for point in points]
    mean, low, high = (
        np.array([np.nan if value is None else value for value in column], np.float64)
        for column in zip(*((point.mean, point.low, point.high) for point in points), strict=True)
    )
    axes.fill_between(ks, low, high, color=color, alpha=0.15, linewidth=0)
    label = f"{name} (n = {series.n})"
    axes.plot(ks, mean, color=color, marker=marker, linestyle=dashes, markersize=5, label=label, clip_on=False)
