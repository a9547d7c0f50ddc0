"""How figures look: colours that differ in lightness too, and hatches, markers and dashes for print in grey.

matplotlib's settings are made once, here, at import, and never after: figures are drawn in several threads.
"""

import unicodedata
from collections.abc import Iterable

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes

from cellscanner_gateway.figures.fonts import FONT_FILE, FONT_NAME
from cellscanner_gateway.figures.schemas import SeriesOut

font_manager.fontManager.addfont(FONT_FILE)
mpl.rcParams.update(
    {
        "font.family": [FONT_NAME, "DejaVu Sans"],
        "font.size": 9,
        "axes.titlesize": 10,
        "axes.spines.top": False,
        "axes.spines.right": False,
        # Names come from people: a dollar sign in one is a dollar sign.
        "text.parse_math": False,
        # The same figure is the same file: ids in SVG are made from this and not by chance.
        "svg.hashsalt": "cellscanner",
        "pdf.fonttype": 42,
        "hatch.linewidth": 0.6,
    }
)

# After Paul Tol, "bright" and "light": told apart by the colour-blind; lightness falls from normal to target.
_NORMAL = ("#cccccc", "#99ddff", "#eedd88", "#bbcc33", "#ffaabb", "#77aadd")
_TARGET = ("#aa3377", "#4477aa", "#994455", "#225522")
_NORMAL_HATCH = ("", "....", "xxxx", "++++", "oo", "||||")
_TARGET_HATCH = ("////", "\\\\\\\\", "----", "//..")
# Okabe and Ito (2008), without yellow, which is lost on white.
_LINES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000")
_MARKERS = "os^DvPX*<>"
_DASHES = ("-", "--", "-.", ":")
INK = "#222222"


class ClassStyles:
    """Colour and hatch of each class, by its place among the targets or among the normal classes."""

    def __init__(self, series: list[SeriesOut]) -> None:
        named = {one.class_: bool(one.target) for one in series if one.class_ is not None}
        self._targets = [name for name, target in named.items() if target]
        self._normals = [name for name, target in named.items() if not target]

    def of(self, series: SeriesOut) -> tuple[str, str]:
        if series.class_ in self._targets:
            place = self._targets.index(series.class_)
            return _TARGET[place % len(_TARGET)], _TARGET_HATCH[place % len(_TARGET_HATCH)]
        place = self._normals.index(series.class_) if series.class_ in self._normals else 0
        return _NORMAL[place % len(_NORMAL)], _NORMAL_HATCH[place % len(_NORMAL_HATCH)]


def line_style(place: int) -> tuple[str, str, str]:
    """Colour, marker and dashes of the line at this place; the three repeat at different lengths."""
    return _LINES[place % len(_LINES)], _MARKERS[place % len(_MARKERS)], _DASHES[place % len(_DASHES)]


def wrap(text: str, width: int) -> str:
    """Lines of at most `width` Latin letters; a Chinese character is as wide as two, and may end a line."""
    lines, line, used = [], "", 0
    for word in _words(text):
        length = _width(word)
        if used + length > width and line:
            lines.append(line.rstrip())
            line, used = "", 0
        line, used = line + word, used + length
    return "\n".join([*lines, line.rstrip()])


def shorten(text: str, width: int) -> str:
    """At most `width` Latin letters, the middle left out: names often differ at their ends."""
    if _width(text) <= width:
        return text
    half = max(1, (width - 1) // (4 if _width(text) > len(text) * 1.5 else 2))
    return f"{text[:half]}…{text[-half:]}"


def shorten_apart(names: Iterable[str], width: int) -> dict[str, str]:
    """Each name shortened; names that would look alike, as two doses of one drug, are given room until they differ."""
    short = {name: shorten(name, width) for name in names}
    alike = [name for name, text in short.items() if list(short.values()).count(text) > 1]
    return short | (shorten_apart(alike, width + 4) if alike else {})


def finish_axes(axes: Axes, x: str, y: str) -> None:
    axes.set_xlabel(x)
    axes.set_ylabel(wrap(y, 48))
    axes.tick_params(colors=INK)
    axes.grid(axis="y", color="#dddddd", linewidth=0.5)
    axes.set_axisbelow(True)


def _words(text: str) -> list[str]:
    """Runs of Latin letters with the space after them, and wide characters one by one."""
    words: list[str] = []
    for character in text:
        if words and not words[-1].endswith(" ") and _width(character) == 1 and _width(words[-1][-1]) == 1:
            words[-1] += character
        else:
            words.append(character)
    return words


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
