"""Files of many pictures: every format tells each picture its own cells, and what it may be called."""

import json

import numpy as np
import pytest
from cellscanner_shared.formats import FORMATS, SUFFIXES, Format, LabelledCells, PictureFacts, describe, write_labels
from cellscanner_shared.formats.coco import write_coco
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

WIDTH, HEIGHT = 640, 480
STEMS = st.lists(st.text("abc 细胞é_-1", min_size=1, max_size=8).map(str.strip).filter(bool), min_size=1, max_size=4)
BOXES = st.lists(
    st.tuples(st.integers(0, 300), st.integers(0, 200), st.integers(1, 100), st.integers(1, 100)), max_size=9
)


def cells_of(name: str, boxes: list[tuple[int, int, int, int]]) -> LabelledCells:
    corners = [(x, y, x + w, y + h) for x, y, w, h in boxes]
    return LabelledCells(
        filename=name,
        width=WIDTH,
        height=HEIGHT,
        classes=("living", "dead"),
        boxes=np.array(corners, np.float64).reshape(-1, 4),
        class_index=np.array([x % 2 for x, *_ in boxes], np.intp),
        shapes=(None,) * len(boxes),
    )


def check(found: LabelledCells, expected: LabelledCells) -> None:
    assert found.class_names == expected.class_names
    assert_allclose(found.boxes, expected.boxes, atol=0.001)


@pytest.mark.parametrize("form", FORMATS)
@given(stem=STEMS.map(lambda stems: stems[0]), boxes=BOXES)
def test_a_file_of_one_picture_names_it_and_gives_its_cells(
    form: Format, stem: str, boxes: list[tuple[int, int, int, int]]
) -> None:
    cells = cells_of(f"{stem}.png", boxes)
    (one,) = describe(f"folder/{stem}{SUFFIXES[form]}", write_labels(cells, form))
    assert {f"{stem}.png", stem} & set(one.names)
    assert one.size in (None, (WIDTH, HEIGHT))
    check(one.read(PictureFacts(f"{stem}.png", WIDTH, HEIGHT, cells.classes)).cells, cells)


@given(stems=STEMS.map(lambda stems: list(dict.fromkeys(stems))), boxes=st.lists(BOXES, min_size=4, max_size=4))
def test_coco_gives_every_picture_its_own(stems: list[str], boxes: list[list[tuple[int, int, int, int]]]) -> None:
    pictures = [cells_of(f"{stem}.png", own) for stem, own in zip(stems, boxes, strict=False)]
    described = describe("all.json", write_coco(pictures))
    assert [one.names for one in described] == [(cells.filename,) for cells in pictures]
    for one, cells in zip(described, pictures, strict=True):
        check(one.read(PictureFacts("renamed.png", WIDTH, HEIGHT)).cells, cells)


def test_names_in_a_file_are_the_last_part_of_a_path_of_any_system() -> None:
    document = {"imagePath": "..\\data\\a.png", "shapes": [], "imageWidth": 5, "imageHeight": 4}
    (one,) = describe("C:/labels/b.json", json.dumps(document).encode())
    assert (one.names, one.size) == (("a.png", "b"), (5, 4))


def test_annotations_of_no_picture_of_the_file_are_nobodys() -> None:
    document = {"images": [{"id": 1, "file_name": "a.png"}], "categories": [], "annotations": [{"image_id": 2}]}
    (one,) = describe("all.json", json.dumps(document).encode())
    assert (one.size, len(one.read(PictureFacts("a.png", 9, 9)).cells.boxes)) == (None, 0)
