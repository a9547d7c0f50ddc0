from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from cellscanner_trainer.data.coco import read_coco
from cellscanner_trainer.data.errors import UnreadableLabels

CONTENT = {
    "images": [
        {"id": 7, "file_name": "b.png", "width": 100, "height": 50, "group": "B"},
        {"id": 3, "file_name": "a.png", "width": 10, "height": 10},
    ],
    "annotations": [
        {"id": 1, "image_id": 7, "category_id": 9, "bbox": [10, 20, 30, 5]},
        {"id": 2, "image_id": 7, "category_id": 4, "bbox": [1, 1, 2, 2], "iscrowd": 1},
        {"id": 3, "image_id": 7, "category_id": 4, "bbox": [90, 40, 30, 30]},
        {"id": 4, "image_id": 7, "category_id": 4, "bbox": [5, 5, 0, 3]},
    ],
    "categories": [{"id": 9, "name": "dead"}, {"id": 4, "name": "living"}],
}


def test_boxes_become_corners_and_are_clipped_to_the_picture(write: Callable[[str, object], Path]) -> None:
    data = read_coco(write("c.json", CONTENT), Path("pictures"))
    first = data.pictures[0]
    assert data.classes == ("living", "dead")
    assert first.path == Path("pictures/b.png")
    assert first.group == "B"
    np.testing.assert_array_equal(first.boxes, np.array([[10, 20, 40, 25], [90, 40, 100, 50]], np.float32))
    assert first.class_index.tolist() == [1, 0]
    assert data.pictures[1].boxes.shape == (0, 4)


def test_what_is_left_out_is_reported(write: Callable[[str, object], Path]) -> None:
    data = read_coco(write("c.json", CONTENT), Path("pictures"))
    assert data.dropped() == [
        "b.png: living: crowd region, not one cell",
        "b.png: living: box without an area",
    ]


def test_an_instance_keeps_the_number_of_its_annotation(write: Callable[[str, object], Path]) -> None:
    data = read_coco(write("c.json", CONTENT), Path("p"), instances=Path("i"))
    assert data.pictures[0].instances == Path("i/b.png")
    ids = data.pictures[0].instance_ids
    assert ids is not None
    assert ids.tolist() == [1, 3]


@pytest.mark.parametrize("content", [{"images": []}, {"images": [], "annotations": [{}], "categories": []}])
def test_another_json_is_refused(write: Callable[[str, object], Path], content: object) -> None:
    with pytest.raises(UnreadableLabels, match=r"c\.json: not a COCO detection file"):
        read_coco(write("c.json", content), Path())


@pytest.mark.parametrize("name", ["../b.png", "/b.png"])
def test_a_name_that_leads_out_of_the_folder_is_refused(write: Callable[[str, object], Path], name: str) -> None:
    content = CONTENT | {"images": [{"id": 7, "file_name": name, "width": 100, "height": 50}]}
    with pytest.raises(UnreadableLabels, match="lies outside the folder of the pictures"):
        read_coco(write("c.json", content), Path("pictures"))
