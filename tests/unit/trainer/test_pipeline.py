from pathlib import Path

import pytest
from cellscanner_trainer.data.labelled import DataSet, LabelCollector
from cellscanner_trainer.errors import RecipeRefused
from cellscanner_trainer.pipeline import Request, train_crop_stage
from cellscanner_trainer.recipes.data import Splits
from cellscanner_trainer.recipes.schema import parse_recipe

RECIPE = {
    "name": "tiny",
    "title": {"en": "Tiny", "zh": "小"},
    "licence": {"id": "MIT", "conditions": "None."},
    "classes": [{"name": "a", "target": False}, {"name": "b", "target": True}],
    "data": {"labels": "labels.json", "pictures": "pictures"},
    "classifier": {},
    "card": {"trained_on": "Nothing."},
}


def test_without_a_cell_that_validates_nothing_is_trained(tmp_path: Path) -> None:
    request = Request(parse_recipe(RECIPE, source="test"), tmp_path / "tiny.yaml", tmp_path, tmp_path, tmp_path / "out")
    empty = DataSet(("a", "b"), (LabelCollector(8, 8).picture(tmp_path / "empty.png"),))
    with pytest.raises(RecipeRefused, match="no picture that validates has a labelled cell"):
        train_crop_stage(request, Splits(empty, empty, empty))
