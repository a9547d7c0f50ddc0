"""The pie of the classes of one picture."""

from matplotlib.axes import Axes

from cellscanner_gateway.figures.draw.style import INK, ClassStyles, shorten
from cellscanner_gateway.figures.schemas import FigureOut


def draw_pie(axes: Axes, figure: FigureOut) -> None:
    """A slice a class that has cells; the legend names every class, the ones without cells too."""
    styles = ClassStyles(figure.series)
    shares = [points[0].value if (points := one.points) else 0.0 for one in figure.series]
    axes.set_aspect("equal")
    axes.axis("off")
    if not any(shares):
        return
    wedges = axes.pie(
        shares,
        colors=[styles.of(one)[0] for one in figure.series],
        hatch=[styles.of(one)[1] for one in figure.series],
        startangle=90,
        counterclock=False,
        wedgeprops={"edgecolor": INK, "linewidth": 0.8},
    )[0]
    labels = [
        f"{shorten(str(one.class_), 24)}: {one.n} ({share:.1%})"
        for one, share in zip(figure.series, shares, strict=True)
    ]
    axes.legend(wedges, labels, loc="center left", bbox_to_anchor=(1.0, 0.5), frameon=False, fontsize=9)
