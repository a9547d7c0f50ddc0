"""Figures as files: their size, that something is on them, and that the same figure is the same file."""

from io import BytesIO
from typing import Literal
from uuid import UUID
from xml.etree import ElementTree

import numpy as np
import pytest
from cellscanner_gateway.figures.data import build
from cellscanner_gateway.figures.draw import draw
from cellscanner_gateway.figures.draw.map import COLORS
from cellscanner_gateway.figures.draw.style import shorten, shorten_apart, wrap
from cellscanner_gateway.figures.schemas import FigureName, FigureOut, Language
from matplotlib import colormaps
from PIL import Image
from support.wholes import computed, square, whole

NAMES: list[tuple[FigureName, int | None]] = [
    ("proportion", None),
    ("proportion", 1),
    ("target-ratio", None),
    ("size", 1),
    ("relative-size", None),
    ("effective-score", None),
    ("density", None),
    ("density-map", 8),
    ("target-map", 8),
    ("neighbours", 1),
]
UNDERLAY = np.full((50, 100, 3), 200, np.uint8)


def figure(name: FigureName, image: int | None = None, language: Language = "en", group: str = "药物 $B$") -> FigureOut:
    pictures = []
    for number in range(1, 9):
        living = [square(60 * at, 100, 10 + at + number) for at in range(1, 12)]
        dead = [square(60 * at + 6, 100, 8 + at) for at in range(1, number + 1)]
        pictures.append(computed(number, living=living, dead=dead, group="control" if number < 5 else group))
    return build(whole(*pictures), name, language, None if image is None else UUID(int=image))


def pixels(content: bytes) -> np.ndarray:
    return np.asarray(Image.open(BytesIO(content)).convert("RGB"))


@pytest.mark.parametrize(("name", "image"), NAMES)
def test_png_is_at_300_dpi_and_not_blank(name: FigureName, image: int | None) -> None:
    content = draw(figure(name, image), "png", picture=UNDERLAY)
    drawn = Image.open(BytesIO(content))
    assert drawn.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    assert min(drawn.size) >= 1000
    dark = (pixels(content).min(axis=2) < 128).mean()
    assert 0.005 < dark < 0.6


@pytest.mark.parametrize(("name", "image"), NAMES)
def test_svg_parses_and_names_its_title(name: FigureName, image: int | None) -> None:
    made = figure(name, image, "zh")
    root = ElementTree.fromstring(draw(made, "svg", picture=UNDERLAY))  # noqa: S314  # made by ourselves
    titles = [one.text for one in root.iter("{http://purl.org/dc/elements/1.1/}title")]
    assert made.title.replace("\n", ", ") in titles


@pytest.mark.parametrize("format_", ["png", "svg", "pdf"])
def test_the_same_figure_is_the_same_file(format_: Literal["png", "svg", "pdf"]) -> None:
    assert draw(figure("density"), format_) == draw(figure("density"), format_)


def test_pdf_is_a_pdf_with_its_fonts() -> None:
    content = draw(figure("proportion", language="zh"), "pdf")
    assert content.startswith(b"%PDF-")
    assert b"NotoSansSC-GB2312" in content


def test_chinese_letters_are_drawn_and_not_boxes() -> None:
    """Two letters that no font has would be the same box."""
    first, second = (pixels(draw(figure("proportion", group=name), "png")) for name in ("药", "病"))
    assert first.shape == second.shape
    assert (first != second).any()


def test_segments_are_pink() -> None:
    drawn = pixels(draw(figure("neighbours", 8), "png", picture=UNDERLAY)).astype(int)
    pink = (drawn[..., 0] > 220) & (drawn[..., 1] < 90) & (drawn[..., 2] > 100)
    assert pink.sum() > 50


def test_classes_differ_in_lightness() -> None:
    """In grey the target is darker than the normal cells by far."""
    grey = pixels(draw(figure("proportion", 8), "png")).astype(float).mean(axis=2)
    assert (abs(grey - 204) < 3).mean() > 0.05
    assert (abs(grey - 113) < 3).mean() > 0.03


def test_a_map_is_darker_where_there_is_more_also_in_grey() -> None:
    """30 cells in the left square of the picture and 10 in the right one."""
    left = [square(100 + number, 100) for number in range(30)]
    right = [square(600 + number, 100) for number in range(10)]
    made = build(whole(computed(1, dead=left, living=right)), "density-map", "en", UUID(int=1))
    grey = pixels(draw(made, "png", dpi=60)).astype(float).mean(axis=2)
    row = grey[grey.shape[0] // 2]
    assert row[len(row) // 4] < 60 < 150 < row[len(row) * 6 // 10] < 230


def test_the_colours_of_a_map_fall_in_lightness_from_end_to_end() -> None:
    """Luminance (Rec. 709) of each step is below that of the one before: no two values look alike in grey."""
    colors = colormaps[COLORS](np.linspace(0, 1, 65))[:, :3]
    assert (np.diff(colors @ [0.2126, 0.7152, 0.0722]) < 0).all()


def test_a_figure_without_any_picture_is_drawn_and_says_so() -> None:
    made = build(whole(computed(1, failed=True)), "density", "en")
    assert "There is nothing to draw." in made.notes
    assert pixels(draw(made, "png")).min() < 128
    assert draw(build(whole(computed(1)), "proportion", "en", UUID(int=1)), "png").startswith(b"\x89PNG")


def test_words_are_wrapped_and_names_shortened_by_what_they_take() -> None:
    assert wrap("one two three", 8) == "one two\nthree"
    assert wrap("目标细胞", 4) == "目标\n细胞"
    assert shorten("a-long-treatment-name", 11) == "a-lon…-name"
    assert shorten("short", 11) == "short"


def test_names_that_would_look_alike_are_given_room() -> None:
    doses = ["doxorubicin 10 µM, 24 h", "doxorubicin 50 µM, 24 h", "doxorubicin 50 µM, 24 h and washed", "control"]
    short = shorten_apart(doses, 20)
    assert list(short) == doses
    assert len(set(short.values())) == 4
    assert short["control"] == "control"
    assert short[doses[0]] == doses[0]
