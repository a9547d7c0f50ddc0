import json
from pathlib import Path

import numpy as np
import pytest
from cellscanner_shared.geometry import iou_matrix
from cellscanner_shared.pictures import open_picture
from cellscanner_shared.synthetic import Style, make_field
from cellscanner_shared.synthetic.__main__ import write_samples


@pytest.mark.parametrize("style", ["tissue", "brightfield"])
def test_the_truth_is_what_was_asked_for(style: Style) -> None:
    field = make_field(7, 400, 300, 60, target_fraction=0.1, style=style)

    assert field.picture.shape == (300, 400, 3)
    assert field.picture.dtype == np.uint8
    assert field.boxes.shape == (60, 4)
    assert np.bincount(field.class_index).tolist() == [54, 6]
    assert (field.boxes[:, :2] >= 0).all()
    assert (field.boxes[:, 2:] <= [400, 300]).all()


def test_the_same_seed_gives_the_same_field_and_another_another() -> None:
    first, again, other = (make_field(seed, 200, 200, 20) for seed in (1, 1, 2))

    np.testing.assert_array_equal(first.picture, again.picture)
    np.testing.assert_array_equal(first.boxes, again.boxes)
    assert not np.array_equal(first.boxes, other.boxes)


def test_boxes_enclose_the_dark_nuclei() -> None:
    field = make_field(3, 500, 500, 40, touching=0.0)
    inside = np.zeros((500, 500), bool)
    for x1, y1, x2, y2 in field.boxes.round().astype(int):
        inside[y1:y2, x1:x2] = True
    red = field.picture[:, :, 0].astype(float)  # haematoxylin takes the red light

    assert red[inside].mean() < red[~inside].mean() - 30
    # Truth is tight: a ring of 3 pixels around a box is background already.
    ring = np.concatenate([red[int(y1) - 3, int(x1) : int(x2)] for x1, y1, x2, _ in field.boxes if y1 > 4])
    assert ring.mean() > red[inside].mean() + 30


def test_cells_touch_but_do_not_hide_each_other() -> None:
    field = make_field(5, 600, 600, 200, touching=0.9)
    overlap = iou_matrix(field.boxes, field.boxes)
    np.fill_diagonal(overlap, 0)

    assert (overlap.max(axis=1) > 0).mean() > 0.5
    assert overlap.max() < 0.5


def test_targets_of_tissue_are_larger() -> None:
    field = make_field(5, 600, 600, 100, target_fraction=0.3)
    sizes = (field.boxes[:, 2:] - field.boxes[:, :2]).prod(axis=1)

    assert sizes[field.class_index == 1].mean() > 1.6 * sizes[field.class_index == 0].mean()


def test_no_cells_and_too_many() -> None:
    assert make_field(0, 50, 50, 0).boxes.shape == (0, 4)
    with pytest.raises(ValueError, match="no room"):
        make_field(0, 60, 60, 50)


def test_samples_and_their_truth(tmp_path: Path) -> None:
    write_samples(tmp_path / "samples")

    truth = json.loads((tmp_path / "samples" / "annotations.coco.json").read_text())
    assert [image["file_name"] for image in truth["images"]] == [
        "tissue-1.png",
        "tissue-2.png",
        "tissue-3.png",
        "brightfield-1.png",
    ]
    names = {category["id"]: category["name"] for category in truth["categories"]}
    third = [names[item["category_id"]] for item in truth["annotations"] if item["image_id"] == 3]
    assert (len(third), third.count("target")) == (240, 10)
    with open_picture(tmp_path / "samples" / "tissue-1.png") as picture:
        assert (picture.width, picture.height) == (1000, 1000)
