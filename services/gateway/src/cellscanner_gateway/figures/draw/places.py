"""Where the series of a figure stand: a place a group, and in it one beside the other a class."""

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Patch

from cellscanner_gateway.figures.draw.style import INK, ClassStyles, shorten, shorten_apart
from cellscanner_gateway.figures.schemas import FigureOut, SeriesOut

_ROOM = 0.8


@dataclass(frozen=True)
class Placed:
    """A series with its place on the x axis, its width, colour and hatch."""

    series: SeriesOut
    x: float
    width: float
    color: str
    hatch: str


def place(figure: FigureOut) -> list[Placed]:
    """Every series of the figure. A figure of one picture has no groups, so its classes are the places."""
    styles = ClassStyles(figure.series)
    groups = _places(figure)
    classes: list[str | None] = [None]
    if _is_grouped(figure):
        classes = list(dict.fromkeys(one.class_ for one in figure.series))
    width = _ROOM / max(1, len(classes))
    placed = []
    for one in figure.series:
        offset = (classes.index(one.class_) - (len(classes) - 1) / 2) * width if len(classes) > 1 else 0.0
        color, hatch = styles.of(one)
        placed.append(Placed(one, groups.index(_key(figure, one)) + offset, 0.9 * width, color, hatch))
    return placed


def label_places(axes: Axes, figure: FigureOut) -> None:
    """Names under the places with their n, and a legend of the classes where places are groups."""
    places = _places(figure)
    names = _labels(figure, places)
    crowded = len(places) > 6 or max((len(name) for name in names), default=0) > 40
    side = "right" if crowded else "center"
    axes.set_xticks(range(len(places)), names, rotation=35 if crowded else 0, ha=side, ma=side, fontsize=8)
    axes.set_xlim(-0.6, len(places) - 0.4)
    if _is_grouped(figure):
        _legend(axes, figure)


def _legend(axes: Axes, figure: FigureOut) -> None:
    styles = ClassStyles(figure.series)
    first = {one.class_: one for one in reversed(figure.series)}
    handles = [
        Patch(facecolor=styles.of(one)[0], hatch=styles.of(one)[1], edgecolor=INK, label=shorten(str(name), 30))
        for name, one in reversed(first.items())
    ]
    axes.legend(handles=handles, fontsize=8, frameon=False, loc="upper left", bbox_to_anchor=(1.0, 1.0))


def _labels(figure: FigureOut, places: list[str | None]) -> list[str]:
    texts = {key: figure.no_group if key is None else key for key in places}
    short = shorten_apart(texts.values(), 20)
    return [f"{short[text]}\n{_n_of(figure, key)}" for key, text in texts.items()]


def _n_of(figure: FigureOut, key: str | None) -> str:
    members = [one for one in figure.series if _key(figure, one) == key]
    # The boxes of a group show the same pictures; its violins each show cells of their own.
    numbers = [one.n for one in members[:1]] if figure.kind == "box" else [one.n for one in members]
    return f"n = {' + '.join(str(number) for number in numbers)}"


def _places(figure: FigureOut) -> list[str | None]:
    return list(dict.fromkeys(_key(figure, one) for one in figure.series))


def _key(figure: FigureOut, series: SeriesOut) -> str | None:
    return series.class_ if figure.name == "size" else series.group


def _is_grouped(figure: FigureOut) -> bool:
    return figure.name != "size" and any(one.class_ is not None for one in figure.series)
