from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from cellscanner_shared.trainings import Snapshot
from cellscanner_shared.trainings.layout import original
from cellscanner_trainer.data.checked import grey_outside, is_inside
from cellscanner_trainer.data.labelled import LabelledPicture
from cellscanner_trainer.data.pixels import read_rgb
from cellscanner_trainer.errors import DataRefused
from cellscanner_trainer.personal.pictures import read_pictures, window_of
from support.personal_trainings import Given, image_id, lay_out, split_by

CLASSES = ("living", "dead")


def changed(snapshot: Snapshot, **values: object) -> Snapshot:
    """The snapshot with other values for its first picture."""
    first = snapshot.images[0].model_copy(update=values)
    return snapshot.model_copy(update={"images": (first, *snapshot.images[1:])})


def test_pictures_and_cells_come_back_as_they_were_given(fields: list[LabelledPicture], tmp_path: Path) -> None:
    snapshot = lay_out(tmp_path, split_by(fields, 3, 2), CLASSES)
    read = read_pictures(snapshot, CLASSES, None, tmp_path, "read")
    assert [len(part.pictures) for part in (read.training, read.validation, read.test)] == [3, 2, 1]
    first = read.training.pictures[0]
    assert first.path == tmp_path / "read" / f"{image_id(fields[0])}.png"
    assert np.array_equal(read_rgb(first.path), read_rgb(fields[0].path))
    assert first.boxes == pytest.approx(fields[0].boxes)
    assert first.class_index.tolist() == fields[0].class_index.tolist()


def test_classes_count_along_the_plan(fields: list[LabelledPicture], tmp_path: Path) -> None:
    snapshot = lay_out(tmp_path, split_by(fields[:1], 1, 0), CLASSES)
    read = read_pictures(snapshot, ("debris", "dead", "living"), None, tmp_path, "read")
    assert read.training.pictures[0].class_index.tolist() == [2 - index for index in fields[0].class_index.tolist()]
    with pytest.raises(DataRefused, match="dead"):
        read_pictures(snapshot, ("living",), None, tmp_path, "read")


def test_only_cells_of_checked_regions_teach(fields: list[LabelledPicture], tmp_path: Path) -> None:
    x1, y1, x2, y2 = fields[0].boxes[0].tolist()
    region = (x1 - 2, y1 - 2, x2 + 2, y2 + 2)
    snapshot = lay_out(tmp_path, [Given(fields[0], "train", (region,))], CLASSES)
    picture = read_pictures(snapshot, CLASSES, None, tmp_path, "read").training.pictures[0]
    assert len(picture) == 1
    assert len(picture.dropped) == len(fields[0]) - 1
    assert picture.checked is not None
    pixels = read_rgb(picture.path)
    left, top = (int(value) for value in picture.boxes[0][:2])
    assert pixels[top + 4, left + 4].tolist() == read_rgb(fields[0].path)[int(y1) + 4, int(x1) + 4].tolist()
    grey = grey_outside(pixels, picture.checked, picture.boxes)
    assert grey[-1, -1].tolist() == [114] * 3 or grey[0, 0].tolist() == [114] * 3
    assert is_inside(picture.boxes, picture.checked).all()


def test_a_picture_of_known_scale_is_brought_to_the_models(fields: list[LabelledPicture], tmp_path: Path) -> None:
    snapshot = changed(lay_out(tmp_path, split_by(fields[:1], 1, 0), CLASSES), micrometers_per_pixel=0.5)
    picture = read_pictures(snapshot, CLASSES, 0.25, tmp_path, "read").training.pictures[0]
    assert (picture.width, picture.height) == (384, 320)
    assert read_rgb(picture.path).shape == (320, 384, 3)
    assert picture.boxes == pytest.approx(fields[0].boxes * 2, abs=0.01)


@pytest.mark.parametrize(
    ("picture_um", "model_um", "scale"), [(0.26, 0.25, 1.0), (None, 0.25, 1.0), (100.0, 0.25, 1.0)]
)
def test_scales_that_say_nothing_are_left_alone(
    fields: list[LabelledPicture], tmp_path: Path, picture_um: float | None, model_um: float, scale: float
) -> None:
    snapshot = changed(lay_out(tmp_path, split_by(fields[:1], 1, 0), CLASSES), micrometers_per_pixel=picture_um)
    assert window_of(snapshot.images[0], model_um).scale == scale


def test_a_picture_that_cannot_be_read_is_named(fields: list[LabelledPicture], tmp_path: Path) -> None:
    snapshot = lay_out(tmp_path, split_by(fields[:2], 2, 0), CLASSES)
    original(tmp_path, snapshot.images[1]).write_bytes(b"no picture")
    with pytest.raises(DataRefused, match=r"field-1\.png"):
        read_pictures(snapshot, CLASSES, None, tmp_path, "read")


def test_a_whole_slide_needs_checked_regions(fields: list[LabelledPicture], tmp_path: Path) -> None:
    large = changed(lay_out(tmp_path, split_by(fields[:1], 1, 0), CLASSES), width=40_000, height=30_000)
    with pytest.raises(DataRefused, match="mark smaller regions"):
        window_of(large.images[0], None)
    marked = changed(large, checked=((1000.0, 1000.0, 1400.0, 1300.0),))
    assert window_of(marked.images[0], None).size == (528, 428)


def test_detections_outside_checked_regions_do_not_count() -> None:
    boxes = np.array([[0, 0, 10, 10], [20, 0, 30, 10]], np.float32)
    assert is_inside(boxes, np.array([[0, 0, 25, 10]], np.float32)).tolist() == [True, False]
    assert is_inside(boxes, None).all()


def test_grey_hides_what_nobody_checked() -> None:
    pixels = np.full((10, 10, 3), 7, np.uint8)
    hidden = grey_outside(pixels, np.array([[0, 0, 4, 4]], np.float32), np.array([[3, 3, 6, 6]], np.float32))
    assert hidden[2, 2, 0] == hidden[5, 5, 0] == 7
    assert hidden[2, 8, 0] == hidden[8, 2, 0] == 114


def test_a_16_bit_picture_is_read_as_serving_reads_it(fields: list[LabelledPicture], tmp_path: Path) -> None:
    path = tmp_path / "deep.png"
    cv2.imwrite(str(path), read_rgb(fields[0].path)[..., 0].astype(np.uint16) * 200)
    snapshot = lay_out(tmp_path / "work", [Given(replace(fields[0], path=path), "train")], CLASSES)
    picture = read_pictures(snapshot, CLASSES, None, tmp_path / "work", "read").training.pictures[0]
    assert np.array_equal(read_rgb(picture.path), read_rgb(path))


def test_what_was_found_in_a_window_is_brought_back_into_the_picture(
    fields: list[LabelledPicture], tmp_path: Path
) -> None:
    given = Given(fields[0], "test", ((80.0, 70.0, 120.0, 110.0),))
    image = changed(lay_out(tmp_path, [given], CLASSES), micrometers_per_pixel=0.5).images[0]
    window = window_of(image, 0.25)
    # 64 pixels of margin at the model's scale are 32 of the picture.
    assert (window.x, window.y, window.scale) == (48, 38, 2.0)
    there = window.move(np.array([[80, 70, 90, 80]], np.float32))
    assert there.tolist() == [[64, 64, 84, 84]]
    assert window.move_back(there).tolist() == [[80, 70, 90, 80]]
