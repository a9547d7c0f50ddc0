import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from cellscanner_trainer.errors import DataRefused
from cellscanner_trainer.recipes.data import load_data
from cellscanner_trainer.recipes.schema import Recipe, parse_recipe
from cellscanner_trainer.recipes.snapshot import snapshot_sha256

RECIPE: dict[str, Any] = {
    "name": "tiny",
    "title": {"en": "Tiny", "zh": "小"},
    "licence": {"id": "MIT", "conditions": "None."},
    # The other way round than in the label file.
    "classes": [{"name": "dead", "target": True}, {"name": "living", "target": False}],
    "classifier": {},
    "card": {"trained_on": "Nothing."},
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Ten pictures with one cell each; even ones are living, odd ones dead."""
    (tmp_path / "pictures").mkdir()
    for number in range(10):
        picture = np.full((20, 20), number, np.uint8)
        assert cv2.imwrite(str(tmp_path / "pictures" / f"{number}.png"), picture)
    labels = {
        "categories": [{"id": 1, "name": "living"}, {"id": 2, "name": "dead"}],
        "images": [{"id": n, "file_name": f"{n}.png", "width": 20, "height": 20} for n in range(10)],
        "annotations": [{"id": n, "image_id": n, "category_id": n % 2 + 1, "bbox": [2, 2, 9, 9]} for n in range(10)],
    }
    (tmp_path / "labels.json").write_text(json.dumps(labels))
    return tmp_path


def _recipe(**data: Any) -> Recipe:
    return parse_recipe(RECIPE | {"data": {"labels": "labels.json", "pictures": "pictures"} | data}, source="test")


def test_classes_follow_the_recipe_and_not_the_file(root: Path) -> None:
    splits = load_data(_recipe(), root)
    assert splits.training.classes == ("dead", "living")
    assert [picture.class_index.tolist() for picture in splits.training.pictures[:2]] == [[1], [0]]


def test_the_last_pictures_are_held_out(root: Path) -> None:
    splits = load_data(_recipe(hold_out=0.2), root)
    assert [picture.path.name for picture in splits.validation.pictures] == ["8.png", "9.png"]
    assert len(splits.training.pictures) == 8
    assert len(splits.everything.pictures) == 10


def test_groups_that_the_recipe_names_can_be_the_test(root: Path) -> None:
    splits = load_data(_recipe(groups={"liver": ["3", "4.png"]}, test_groups=["liver"]), root)
    assert [(picture.path.name, picture.group) for picture in splits.test.pictures] == [
        ("3.png", "liver"), ("4.png", "liver")
    ]  # fmt: skip
    assert {picture.group for picture in splits.training.pictures} == {None}
    with pytest.raises(DataRefused, match="11"):
        load_data(_recipe(groups={"liver": ["11"]}), root)


def test_named_pictures_are_held_out(root: Path) -> None:
    splits = load_data(_recipe(validation=["3.png"]), root)
    assert [picture.path.name for picture in splits.validation.pictures] == ["3.png"]
    assert len(splits.training.pictures) == 9


def test_named_pictures_are_the_test_and_the_last_of_the_others_are_held_out(root: Path) -> None:
    splits = load_data(_recipe(test=["9.png", "2.png"], hold_out=0.25), root)
    assert [picture.path.name for picture in splits.test.pictures] == ["9.png", "2.png"]
    assert [picture.path.name for picture in splits.validation.pictures] == ["7.png", "8.png"]
    assert len(splits.training.pictures) == 6


def test_a_split_file_decides(root: Path) -> None:
    (root / "splits.json").write_text('{"train": ["0.png", "1.png"], "val": ["2.png"], "test": ["3.png", "4.png"]}')
    splits = load_data(_recipe(splits="splits.json"), root)
    assert [len(part.pictures) for part in (splits.training, splits.validation, splits.test)] == [2, 1, 2]


def test_without_a_test_split_the_validation_split_tests(root: Path) -> None:
    (root / "splits.json").write_text('{"train": ["0.png", "1.png", "2.png", "3.png", "4.png"], "val": ["5.png"]}')
    splits = load_data(_recipe(splits="splits.json", hold_out=0.2), root)
    assert [picture.path.name for picture in splits.validation.pictures] == ["4.png"]
    assert [picture.path.name for picture in splits.test.pictures] == ["5.png"]


def test_a_class_that_the_recipe_lacks_is_refused(root: Path) -> None:
    labels = json.loads((root / "labels.json").read_text())
    labels["categories"].append({"id": 3, "name": "debris"})
    (root / "labels.json").write_text(json.dumps(labels))
    with pytest.raises(DataRefused, match="debris"):
        load_data(_recipe(), root)


def test_missing_labels_are_refused_in_one_line(root: Path) -> None:
    (root / "labels.json").unlink()
    with pytest.raises(DataRefused, match=r"tiny: .*labels\.json"):
        load_data(_recipe(), root)


def test_the_snapshot_changes_with_a_pixel_and_with_a_label_and_with_nothing_else(root: Path) -> None:
    first = snapshot_sha256(load_data(_recipe(), root).everything)
    assert snapshot_sha256(load_data(_recipe(hold_out=0.5), root).everything) == first
    assert cv2.imwrite(str(root / "pictures" / "0.png"), np.full((20, 20), 77, np.uint8))
    second = snapshot_sha256(load_data(_recipe(), root).everything)
    labels = (root / "labels.json").read_text().replace("[2, 2, 9, 9]", "[2, 2, 9, 8]", 1)
    (root / "labels.json").write_text(labels)
    assert len({first, second, snapshot_sha256(load_data(_recipe(), root).everything)}) == 3
