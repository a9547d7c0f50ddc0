"""A heat map: squares, darker where their value is higher and hatched where there is none, and their scale."""

import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from cellscanner_gateway.figures.schemas import FigureOut

# ColorBrewer, sequential: lightness falls from end to end, for print in grey and for the colour-blind.
COLORS = "YlGnBu"


def draw_map(axes: Axes, figure: FigureOut) -> None:
    """Raises ValueError for a figure without squares."""
    if figure.map is None or figure.size is None:
        raise ValueError("a map needs its squares")
    width, height = figure.size
    values = np.array([[np.nan if one is None else one for one in row] for row in figure.map.values], np.float64)
    axes.add_patch(Rectangle((0, 0), width, height, facecolor="white", edgecolor="#999999", hatch="////", linewidth=0))
    most = float(np.nanmax(values)) if not np.isnan(values).all() else 0.0
    drawn = axes.imshow(
        np.ma.masked_invalid(values),
        cmap=colormaps[COLORS],
        vmin=0,
        vmax=most or 1.0,
        extent=(0, width, height, 0),
        interpolation="nearest",
        zorder=2,
    )
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.set_xlabel(figure.x)
    axes.set_ylabel(figure.y)
    if axes.figure is not None:
        axes.figure.colorbar(drawn, cax=axes.inset_axes((1.03, 0, 0.03, 1)), label=figure.map.label)
