"""A figure as a file: title, what it shows, notes and stamp, at 300 dpi or as lines and letters."""

from io import BytesIO
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from cellscanner_gateway.figures.draw.box import draw_boxes
from cellscanner_gateway.figures.draw.line import draw_lines
from cellscanner_gateway.figures.draw.map import draw_map
from cellscanner_gateway.figures.draw.picture import Rgb, draw_picture
from cellscanner_gateway.figures.draw.pie import draw_pie
from cellscanner_gateway.figures.draw.style import INK, wrap
from cellscanner_gateway.figures.draw.violin import draw_violins
from cellscanner_gateway.figures.schemas import FigureOut

DPI = 300
_HEIGHT, _MOST_HEIGHT = 4.2, 9.0
_LEAST_WIDTH, _LINE_WIDTH, _PICTURE_WIDTH, _MOST_WIDTH = 5.0, 6.5, 7.0, 16.0
_LINE_HEIGHT = 0.115
# The creation date would make two files of the same figure different.
_NO_DATE: dict[str, dict[str, None]] = {"png": {}, "svg": {"Date": None}, "pdf": {"CreationDate": None}}


def draw(
    figure: FigureOut, format_: Literal["png", "svg", "pdf"], *, picture: Rgb | None = None, dpi: int = DPI
) -> bytes:
    """The file. A figure of kind `picture` needs the `picture` that lies under it, H x W x 3 RGB, however small."""
    width = _width(figure)
    foot = "\n".join(wrap(text, round(width * 19)) for text in [*figure.notes, figure.stamp.text])
    foot_height = _LINE_HEIGHT * (foot.count("\n") + 1) + 0.1
    height = _height(figure, width) + foot_height
    share = foot_height / height
    canvas = Figure(figsize=(width, height), layout=ConstrainedLayoutEngine(rect=(0, share, 1, 1 - share)))
    FigureCanvasAgg(canvas)
    axes = canvas.add_subplot()
    _draw_on(axes, figure, picture)
    axes.set_title("\n".join(wrap(line, round(width * 12)) for line in figure.title.split("\n")), color=INK)
    canvas.text(0.08 / width, 0.06 / height, foot, fontsize=6.5, color="#555555", va="bottom")
    buffer = BytesIO()
    title = "Software" if format_ == "png" else "Creator"
    metadata = {"Title": figure.title.replace("\n", ", "), title: f"CellScanner {figure.stamp.software_version}"}
    canvas.savefig(buffer, format=format_, dpi=dpi, metadata=metadata | _NO_DATE[format_])
    return buffer.getvalue()


def _draw_on(axes: Axes, figure: FigureOut, picture: Rgb | None) -> None:
    match figure.kind:
        case "pie":
            draw_pie(axes, figure)
        case "box":
            draw_boxes(axes, figure)
        case "violin":
            draw_violins(axes, figure)
        case "line":
            draw_lines(axes, figure)
        case "map":
            draw_map(axes, figure)
        case "picture":
            draw_picture(axes, figure, picture)


def _width(figure: FigureOut) -> float:
    """Inches; wider for many groups, for a legend of them, and for a picture."""
    if figure.kind in ("line", "picture", "map"):
        return _LINE_WIDTH if figure.kind == "line" else _PICTURE_WIDTH
    if figure.kind == "pie":
        return _LEAST_WIDTH
    # A report shrinks what is wider than its page, letters too: classes of a group stand close together.
    groups = len({one.group for one in figure.series})
    return min(_MOST_WIDTH, max(_LEAST_WIDTH, 1.5 + 0.4 * groups + 0.4 * len(figure.series)))


def _height(figure: FigureOut, width: float) -> float:
    """Inches above the notes; as a picture's sides have it."""
    if figure.size is None:
        return _HEIGHT
    across, down = figure.size
    return min(_MOST_HEIGHT, (width - 0.8) * down / across + 0.8)
