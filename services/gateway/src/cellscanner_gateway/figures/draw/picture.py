"""The result picture, with segments from each target to its normal neighbours drawn as lines."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patheffects import Normal, Stroke
from numpy.typing import NDArray

from cellscanner_gateway.figures.schemas import FigureOut

Rgb = NDArray[np.uint8]
_PINK = "#ff1493"


def draw_picture(axes: Axes, figure: FigureOut, picture: Rgb | None) -> None:
    """Raises ValueError without a picture to draw on."""
    if picture is None or figure.size is None:
        raise ValueError("the figure is drawn on a picture")
    width, height = figure.size
    axes.imshow(picture, extent=(0, width, height, 0), interpolation="antialiased")
    lines = [((a, b), (c, d)) for series in figure.series for a, b, c, d in series.segments or []]
    halo = [Stroke(linewidth=1.6, foreground="white"), Normal()]
    axes.add_collection(LineCollection(lines, colors=_PINK, linewidths=0.8, path_effects=halo), autolim=False)
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.set_xlabel(figure.x)
    axes.set_ylabel(figure.y)
