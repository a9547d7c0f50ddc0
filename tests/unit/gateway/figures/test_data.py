"""What is drawn, against numbers worked out by hand."""

import csv
from dataclasses import replace
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
from cellscanner_gateway.figures.data import NEED_A_PICTURE, build, items
from cellscanner_gateway.figures.errors import FigureNeedsPicture
from cellscanner_gateway.figures.numbers import figure_csv
from cellscanner_gateway.figures.schemas import FigureName, FigureOut, Language
from cellscanner_gateway.figures.words import NAMES
from cellscanner_gateway.predictions.errors import ResultNotReady
from cellscanner_gateway.statistics.service import Whole
from cellscanner_shared.errors import NotFound
from support.wholes import computed, square, whole

# R is 10: at k = 2 the cells 10 and 20 pixels away count, the border included; the one 190 away never does.
MIXED: dict[str, Any] = {"living": [square(100, 100), square(130, 100), square(300, 100)], "dead": [square(110, 100)]}
# A target four times as large as the one normal cell.
LARGE: dict[str, Any] = {"living": [square(100, 100, 10)], "dead": [square(200, 100, 20)]}


def study() -> Whole:
    """Two groups, a picture without targets, one without normal cells, one that failed."""
    return whole(
        computed(1, group="control", **MIXED),
        computed(2, group="control", living=[square(50, 50), square(90, 50)]),
        computed(3, group="drug", dead=[square(50, 50), square(90, 50)]),
        computed(4, group="drug", failed=True),
        computed(5, **LARGE),
    )


def points(figure: FigureOut) -> list[tuple[str | None, str | None, list[float]]]:
    return [(one.group, one.class_, [point.value for point in one.points or []]) for one in figure.series]


def test_proportion_has_a_box_a_group_and_a_point_a_picture() -> None:
    figure = build(study(), "proportion", "en")
    assert (figure.kind, figure.y) == ("box", "Target cells / all cells")
    assert points(figure) == [("control", None, [0.25, 0.0]), ("drug", None, [1.0]), (None, None, [0.5])]
    assert [point.image_id for point in figure.series[0].points or []] == [UUID(int=1), UUID(int=2)]
    assert "Pictures not drawn, because without a result: 1." in figure.notes


def test_a_target_ratio_without_normal_cells_is_missing_and_never_a_number() -> None:
    figure = build(study(), "target-ratio", "en")
    assert points(figure) == [("control", None, [1 / 3, 0.0]), ("drug", None, []), (None, None, [1.0])]
    assert [(one.n, one.missing) for one in figure.series] == [(2, 0), (0, 1), (1, 0)]
    assert "Pictures not drawn, because not defined: 1 of 4." in figure.notes


def test_density_is_per_class_and_per_megapixel_without_a_scale() -> None:
    figure = build(study(), "density", "en")
    assert figure.y == "Cells per megapixel"
    assert points(figure)[:4] == [
        ("control", "living", [6.0, 4.0]),
        ("control", "dead", [2.0, 0.0]),
        ("drug", "living", [0.0]),
        ("drug", "dead", [4.0]),
    ]
    assert [one.target for one in figure.series[:2]] == [False, True]


def test_density_is_per_square_millimetre_where_every_scale_is_known() -> None:
    figure = build(whole(computed(1, scale=2.0, **MIXED)), "density", "en")
    assert figure.y == "Cells per mm²"
    # Half a megapixel of 2 µm pixels is 2 mm².
    assert points(figure) == [(None, "living", [1.5]), (None, "dead", [0.5])]
    mixed = build(whole(computed(1, scale=2.0, **MIXED), computed(2, **LARGE)), "density", "en")
    assert mixed.y == "Cells per megapixel"
    assert "Per megapixel; pictures whose scale is unknown: 1." in mixed.notes


def test_effective_score_is_a_line_with_the_range_of_its_pictures() -> None:
    near = computed(6, group="control", living=[square(115, 100)], dead=[square(110, 100)])
    figure = build(whole(*study().pictures, near), "effective-score", "en")
    control, drug, alone = figure.series
    assert [(one.k, one.n, one.mean, one.low, one.high) for one in control.line or []] == [
        (2, 2, 1.5, 1, 2),
        (4, 2, 1.5, 1, 2),
    ]
    assert (control.n, control.missing) == (2, 1)
    assert [one.mean for one in drug.line or []] == [0, 0]
    assert [one.mean for one in alone.line or []] == [0, 0]


def test_a_group_without_any_targets_has_a_line_without_numbers() -> None:
    figure = build(whole(computed(1, living=[square(50, 50)])), "effective-score", "en")
    assert [(one.n, one.mean, one.low) for one in figure.series[0].line or []] == [(0, None, None), (0, None, None)]
    assert "There is nothing to draw." in figure.notes


def test_relative_sizes_are_over_the_normal_cells_of_the_same_picture() -> None:
    figure = build(whole(computed(1, group="a", **LARGE), computed(2, group="a", **MIXED)), "relative-size", "en")
    assert [(one.class_, one.n, one.values) for one in figure.series] == [
        ("living", 4, [1, 1, 1, 1]),
        ("dead", 2, [1, 4]),
    ]


def test_the_pie_has_a_slice_a_class() -> None:
    figure = build(study(), "proportion", "en", UUID(int=1))
    assert figure.kind == "pie"
    assert figure.title == "Classes of 1.png"
    assert [(one.class_, one.n, one.points[0].value) for one in figure.series if one.points] == [
        ("living", 3, 0.75),
        ("dead", 1, 0.25),
    ]
    assert build(whole(computed(1)), "proportion", "en", UUID(int=1)).notes == ["There is nothing to draw."]


def test_sizes_are_parts_of_the_picture_and_headed_with_their_ratio() -> None:
    figure = build(whole(computed(1, scale=0.5, **LARGE)), "size", "en", UUID(int=1))
    assert figure.title == "Size of the cells: 1.png\nmean of targets / mean of normal cells = 4"
    assert [one.class_ for one in figure.series] == ["living", "dead"]
    assert [value for one in figure.series for value in one.values or []] == pytest.approx([0.0002, 0.0008])
    assert figure.second_axis is not None
    assert figure.second_axis.factor * 400 / 500_000 == pytest.approx(100.0)
    without = build(study(), "size", "en", UUID(int=3))
    assert without.title.endswith("= not defined")
    assert without.second_axis is None


def test_neighbours_are_segments_from_targets_to_normals_at_the_least_k() -> None:
    figure = build(study(), "neighbours", "en", UUID(int=1))
    assert figure.title == "Normal cells within 2 × R of each target: 1.png"
    assert figure.series[0].segments == [(110, 100, 100, 100), (110, 100, 130, 100)]
    assert figure.size == (1000, 500)


def test_maps_have_the_squares_of_the_picture_their_unit_and_what_is_hatched() -> None:
    """Fifty cells on half a megapixel: ten would take 316 pixels, so squares are of 500; one half has all targets."""
    living = [square(100 + number, 100) for number in range(30)]
    dead = [square(700 + number, 100) for number in range(20)]
    one = whole(computed(1, living=living, dead=dead, scale=2.0))
    density = build(one, "density-map", "en", UUID(int=1))
    assert (density.kind, density.size, density.series[0].n) == ("map", (1000, 500), 50)
    assert density.title == "Map of the density of cells: 1.png"
    assert density.notes == ["Squares of about 1000 µm (500 × 500 pixels); hatched: less than a quarter was analysed."]
    assert density.map is not None
    assert (density.map.label, density.map.width, density.map.height) == ("Cells per mm²", 500, 500)
    # 500 pixels of 2 µm are 1 mm.
    assert density.map.values == [[pytest.approx(30), pytest.approx(20)]]
    assert (density.map.cells, density.map.targets) == ([[30, 20]], [[0, 20]])
    fraction = build(one, "target-map", "zh", UUID(int=1))
    assert fraction.map is not None
    assert (fraction.map.values, fraction.map.label) == ([[0, 1]], "目标细胞 / 全部细胞")
    assert "细胞少于 5 个的方格也以斜线表示。" in fraction.notes
    few = build(study(), "target-map", "en", UUID(int=1))
    assert few.map is not None
    assert few.map.values == [[None]]
    assert "There is nothing to draw." in few.notes
    rows = list(csv.reader(StringIO(figure_csv(density).decode("utf-8-sig"))))
    assert rows[0] == [
        *("column", "row", "x1", "y1", "x2", "y2"),
        *("analysed_pixels", "cells", "targets", "value", "stamp"),
    ]
    assert [float(one) for one in rows[2][:10]] == [1, 0, 500, 0, 1000, 500, 250_000, 20, 20, pytest.approx(20)]
    assert rows[2][10] == density.stamp.text


def test_a_map_says_where_it_does_not_know_what_was_analysed() -> None:
    one = computed(1, **MIXED)
    assert one.source is not None
    unknown = replace(one, source=replace(one.source, cells=replace(one.source.cells, left_out=None)))
    notes = build(whole(unknown), "density-map", "en", UUID(int=1)).notes
    assert any("which parts were not analysed" in note for note in notes)


def test_many_values_become_quantiles_and_it_is_said() -> None:
    living = [square(100, 100, 10 + number * 0.001) for number in range(6000)]
    figure = build(whole(computed(1, living=living)), "size", "en", UUID(int=1))
    values = figure.series[0].values or []
    assert (figure.series[0].n, len(values)) == (6000, 5000)
    assert [values[0], values[-1]] == pytest.approx([100 / 500_000, 15.999**2 / 500_000], rel=1e-4)
    assert any("5000" in note for note in figure.notes)


def test_the_stamp_says_what_it_was_made_from() -> None:
    stamp = build(whole(computed(1, scale=0.25, **MIXED), computed(2, **LARGE)), "proportion", "en").stamp
    assert (stamp.n, stamp.cells, stamp.scale) == (2, 6, "0.25 µm/px, unknown for 1")
    assert stamp.text == (
        "base/tiny@1 | confidence 0.5 | 0.25 µm/px, unknown for 1 | predicted labels | pictures n = 2, cells 6 | "
        "CellScanner 0.1.0 | research use only"
    )


def test_the_control_comes_first() -> None:
    pictures = study().pictures
    assert points(build(whole(*pictures, control="drug"), "proportion", "en"))[0][0] == "drug"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_figure_in_both_languages(language: Language) -> None:
    names: tuple[FigureName, ...] = tuple(NAMES["en"])
    assert [one.name for one in items(language)] == list(names)
    assert [one.name for one in items(language) if one.needs_image] == [
        *("size", "density-map", "target-map", "neighbours")
    ]
    for name in names:
        figure = build(study(), name, language, UUID(int=1) if name in NEED_A_PICTURE else None)
        assert figure.title.startswith(NAMES[language][name]) or name == "neighbours"
        assert (language == "zh") == any("一" <= one <= "鿿" for one in figure.stamp.text + figure.title)


def test_refusals() -> None:
    with pytest.raises(FigureNeedsPicture):
        build(study(), "size", "en")
    with pytest.raises(NotFound):
        build(study(), "size", "en", UUID(int=77))
    with pytest.raises(ResultNotReady):
        build(study(), "size", "en", UUID(int=4))
