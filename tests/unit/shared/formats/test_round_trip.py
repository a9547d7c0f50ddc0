"""What is written is read back, whatever the labels are."""

import json

import numpy as np
import pytest
from cellscanner_shared.formats import (
    FORMATS,
    Format,
    LabelledCells,
    LabelsOfAnotherPicture,
    LabelsUnreadable,
    PictureFacts,
    Shape,
    clean_name,
    read_labels,
    write_coco,
    write_labels,
)
from cellscanner_shared.formats.labelled import disc, outline
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

WIDTH, HEIGHT = 1360, 1024
NAMES = st.text(min_size=1, max_size=64).map(clean_name).filter(bool)
# Sixteenths of a pixel: exact in every format that keeps decimals, within a thousandth in VOC.
PIXELS = st.integers(0, 16 * 800).map(lambda sixteenths: sixteenths / 16)
SIDES = st.integers(1, 16 * 200).map(lambda sixteenths: sixteenths / 16)
BOXES = st.tuples(PIXELS, PIXELS, SIDES, SIDES).map(
    lambda side: (side[0], side[1], side[0] + side[2], side[1] + side[3])
)
INNER = st.floats(300, 700)
POLYGONS = st.lists(st.tuples(INNER, INNER), min_size=3, max_size=12).map(lambda points: outline(points))
CIRCLES = st.tuples(st.tuples(INNER, INNER), st.tuples(INNER, INNER)).map(lambda ends: disc(*ends))


def labelled(classes: list[str], cells: list[tuple[int, tuple[tuple[float, ...], Shape | None]]]) -> LabelledCells:
    """Cells with an area, of these classes."""
    kept = [(index, box, shape) for index, (box, shape) in cells if box[0] < box[2] and box[1] < box[3]]
    return LabelledCells(
        filename="a.png",
        width=WIDTH,
        height=HEIGHT,
        classes=tuple(classes),
        boxes=np.array([box for _, box, _ in kept], np.float64).reshape(-1, 4),
        class_index=np.array([index % len(classes) for index, _, _ in kept], np.intp),
        shapes=tuple(shape for _, _, shape in kept),
    )


def cells_of(*shapes: st.SearchStrategy[tuple[tuple[float, ...], Shape | None]]) -> st.SearchStrategy[LabelledCells]:
    return st.builds(
        labelled,
        st.lists(NAMES, min_size=1, max_size=5, unique=True),
        st.lists(st.tuples(st.integers(0, 4), st.one_of(*shapes)), max_size=30),
    )


PLAIN = BOXES.map(lambda box: (box, None))


def read_back(cells: LabelledCells, form: Format, guess: bool) -> LabelledCells:
    facts = PictureFacts(cells.filename, WIDTH, HEIGHT, cells.classes)
    reading = read_labels(write_labels(cells, form), facts, None if guess else form)
    assert reading.skipped == []
    return reading.cells


@pytest.mark.parametrize("form", FORMATS)
@given(cells=cells_of(PLAIN), guess=st.booleans())
def test_boxes_and_classes_come_back(form: Format, cells: LabelledCells, guess: bool) -> None:
    back = read_back(cells, form, guess)
    assert back.class_names == cells.class_names
    assert_allclose(back.boxes, cells.boxes, atol=0.001)
    assert back.shapes == (None,) * len(cells.boxes)


@pytest.mark.parametrize("form", ["labelme", "geojson", "coco"])
@given(cells=cells_of(PLAIN, POLYGONS))
def test_polygons_keep_their_corners(form: Format, cells: LabelledCells) -> None:
    back = read_back(cells, form, guess=True)
    assert_allclose(back.boxes, cells.boxes, atol=1e-6)
    assert [shape and shape.points for shape in back.shapes] == [shape and shape.points for shape in cells.shapes]


@given(cells=cells_of(PLAIN, POLYGONS, CIRCLES))
def test_labelme_keeps_circles(cells: LabelledCells) -> None:
    back = read_back(cells, "labelme", guess=True)
    inside = (cells.boxes >= 0).all(axis=1) & (cells.boxes[:, 2] <= WIDTH) & (cells.boxes[:, 3] <= HEIGHT)
    assert back.shapes == tuple(shape if kept else None for shape, kept in zip(cells.shapes, inside, strict=True))


@given(cells=cells_of(CIRCLES))
def test_a_circle_is_a_polygon_about_the_same_box_in_geojson(cells: LabelledCells) -> None:
    back = read_back(cells, "geojson", guess=False)
    assert_allclose(back.boxes, np.clip(cells.boxes, 0, [WIDTH, HEIGHT, WIDTH, HEIGHT]), atol=1e-6)


@given(st.lists(cells_of(PLAIN), min_size=1, max_size=3))
def test_one_coco_file_of_several_pictures_gives_each_its_own(pictures: list[LabelledCells]) -> None:
    named = [_renamed(cells, f"{place}.png") for place, cells in enumerate(pictures)]
    data = write_coco(named)
    for cells in named:
        back = read_labels(data, PictureFacts(cells.filename, WIDTH, HEIGHT)).cells
        assert back.class_names == cells.class_names
        assert_allclose(back.boxes, cells.boxes, atol=1e-9)


def _renamed(cells: LabelledCells, filename: str) -> LabelledCells:
    return LabelledCells(
        filename, cells.width, cells.height, cells.classes, cells.boxes, cells.class_index, cells.shapes
    )


FIELDS = (
    "images annotations categories shapes features type geometry coordinates properties classification name names "
    "points label shape_type bbox id image_id category_id width imageWidth imageHeight"
)
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.sampled_from(["Polygon", "circle", "1", "a"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(FIELDS.split(" ")), inner, max_size=6),
    max_leaves=40,
)
BYTES = st.binary(max_size=400) | st.text(max_size=400).map(str.encode)


@given(BYTES | JSON.map(lambda tree: json.dumps(tree).encode()))
def test_nothing_brings_a_reader_down(data: bytes) -> None:
    facts = PictureFacts("a.png", WIDTH, HEIGHT)
    for form in (None, *FORMATS):
        try:
            reading = read_labels(data, facts, form)
        except (LabelsUnreadable, LabelsOfAnotherPicture):
            continue
        assert np.isfinite(reading.cells.boxes).all()
