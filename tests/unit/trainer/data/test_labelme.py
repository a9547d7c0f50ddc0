from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from cellscanner_trainer.data.coco import read_coco
from cellscanner_trainer.data.errors import UnreadableLabels
from cellscanner_trainer.data.labelme import read_labelme, shape_box


@pytest.mark.parametrize(
    ("kind", "points", "box"),
    [
        ("rectangle", [(30, 5), (10, 20)], (10, 5, 30, 20)),
        ("polygon", [(1, 2), (9, 4), (5, 8)], (1, 2, 9, 8)),
        ("circle", [(10, 10), (13, 14)], (5, 5, 15, 15)),
        ("point", [(1, 2)], None),
        ("line", [(1, 2), (3, 4)], None),
        ("linestrip", [(1, 2), (3, 4), (5, 6)], None),
    ],
)
def test_shapes_become_boxes_where_they_have_an_area(
    kind: str, points: list[tuple[float, float]], box: tuple[float, ...] | None
) -> None:
    assert shape_box(kind, points) == box


def test_a_file_of_several_shapes(write: Callable[[str, object], Path], tmp_path: Path) -> None:
    shapes = [
        {"label": "dead", "points": [[10, 10], [13, 14]], "shape_type": "circle"},
        {"label": "living", "points": [[0, 0]], "shape_type": "point"},
    ]
    content = {"imagePath": "..\\pictures\\x.png", "imageWidth": 20, "imageHeight": 12, "shapes": shapes}
    write("x.json", content)
    data = read_labelme(tmp_path, classes=["living", "dead"])
    (picture,) = data.pictures
    assert picture.path == tmp_path.parent / "pictures" / "x.png"
    np.testing.assert_array_equal(picture.boxes, np.array([[5, 5, 15, 12]], np.float32))
    assert picture.class_index.tolist() == [1]
    assert data.dropped() == ["x.png: living: shape 'point' has no area"]


def test_both_formats_of_living_dead_agree(data_dir: Path) -> None:
    folder = data_dir / "living-dead"
    coco = read_coco(folder / "annotations.coco.json", folder / "images")
    labelme = read_labelme(folder / "labelme", classes=coco.classes)
    boxes = {picture.path.name: picture.boxes for picture in labelme.pictures}
    assert len(coco.pictures) == 2132
    for picture in coco.pictures:
        np.testing.assert_allclose(picture.boxes, boxes.get(picture.path.name, np.empty((0, 4))), atol=0.01)


def test_another_json_is_refused(write: Callable[[str, object], Path], tmp_path: Path) -> None:
    write("bad.json", {"shapes": []})
    with pytest.raises(UnreadableLabels, match=r"bad\.json: not a labelme file"):
        read_labelme(tmp_path)
