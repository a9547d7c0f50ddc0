"""The command line's size, start and augmentation end up in the recipe that is trained and kept."""

from pathlib import Path

import pytest
import yaml
from cellscanner_trainer.errors import RecipeRefused
from cellscanner_trainer.recipes.changes import Changes, change_recipe
from cellscanner_trainer.recipes.schema import Recipe, read_recipe

FILE = Path(__file__).resolve().parents[4] / "services" / "trainer" / "recipes" / "he-cells.yaml"
RECIPE: Recipe = read_recipe(FILE)


def test_a_size_from_random_weights(tmp_path: Path) -> None:
    changes = Changes(size="s", initial_weights="random", augmentation="light", steps=7)
    recipe, file = change_recipe(RECIPE, FILE, changes, tmp_path / "work")
    detector = recipe.detector
    assert (detector.architecture, detector.initial_weights, detector.start) == ("yolov5su", "random", None)
    assert (detector.augment.zoom, detector.augment.stain, detector.augment.mosaic) == (1.15, 0.1, 0.0)
    assert detector.optimiser.steps == 7
    assert read_recipe(file) == recipe


def test_a_package_is_started_from(tmp_path: Path) -> None:
    (tmp_path / "detector.safetensors").touch()
    recipe, _ = change_recipe(RECIPE, FILE, Changes(initial_weights=str(tmp_path)), tmp_path)
    assert recipe.detector.start == tmp_path / "detector.safetensors"


def test_nothing_changed_is_the_file_itself(tmp_path: Path) -> None:
    assert change_recipe(RECIPE, FILE, Changes(), tmp_path) == (RECIPE, FILE)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (Changes(size="m", initial_weights="coco"), "COCO weights of yolov5nu alone"),
        (Changes(initial_weights="nowhere"), "nowhere is neither coco nor random nor the folder of a package"),
    ],
)
def test_weights_that_are_not_there_are_refused(changes: Changes, words: str, tmp_path: Path) -> None:
    with pytest.raises(RecipeRefused, match=words):
        change_recipe(RECIPE, FILE, changes, tmp_path)


def test_a_level_is_spelled_out(tmp_path: Path) -> None:
    content = yaml.safe_load(FILE.read_text())
    content["detector"]["augment"] = "none"
    (tmp_path / "r.yaml").write_text(yaml.safe_dump(content))
    augment = read_recipe(tmp_path / "r.yaml").detector.augment
    assert (augment.zoom, augment.turns, augment.stain, augment.blur) == (1, False, 0, 0)
