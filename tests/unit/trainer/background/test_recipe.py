from pathlib import Path

import pytest
import yaml
from cellscanner_trainer.background.recipe import read_background_recipe
from cellscanner_trainer.errors import RecipeRefused

RECIPES = Path(__file__).resolve().parents[4] / "services" / "trainer" / "recipes"


def test_the_shipped_recipe_holds_out_the_pictures_that_he_cells_does() -> None:
    recipe = read_background_recipe(RECIPES / "background.yaml")
    cells = yaml.safe_load((RECIPES / "he-cells.yaml").read_text(encoding="utf-8"))
    assert list(recipe.data.validation) == cells["data"]["validation"]
    assert recipe.licence.id == cells["licence"]["id"] == "CC-BY-NC-SA-4.0"


def test_a_recipe_without_masks_is_refused(tmp_path: Path) -> None:
    content = yaml.safe_load((RECIPES / "background.yaml").read_text(encoding="utf-8"))
    del content["data"]["instances"]
    (tmp_path / "bad.yaml").write_text(yaml.safe_dump(content))
    with pytest.raises(RecipeRefused, match="instances is missing"):
        read_background_recipe(tmp_path / "bad.yaml")
