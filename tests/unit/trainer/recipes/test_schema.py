from pathlib import Path
from typing import Any

import pytest
from cellscanner_trainer.errors import RecipeRefused
from cellscanner_trainer.recipes.schema import demand_inside, parse_recipe, read_recipe

RECIPES = Path(__file__).resolve().parents[4] / "services" / "trainer" / "recipes"
GOOD: dict[str, Any] = {
    "name": "tiny",
    "title": {"en": "Tiny", "zh": "小"},
    "licence": {"id": "MIT", "conditions": "None."},
    "classes": [{"name": "a", "target": False}, {"name": "b", "target": True}],
    "data": {"labels": "labels.json", "pictures": "pictures"},
    "classifier": {},
    "card": {"trained_on": "Nothing."},
}


@pytest.mark.parametrize(
    ("name", "classes", "second"),
    [
        ("he-cells", ("cell",), "embedding"),
        ("living-dead", ("living", "dead"), "classifier"),
        ("blood", ("RBC", "WBC", "Platelets"), "classifier"),
    ],
)
def test_the_shipped_recipes_are_sound(name: str, classes: tuple[str, ...], second: str) -> None:
    recipe = read_recipe(RECIPES / f"{name}.yaml")
    assert recipe.name == name
    assert recipe.class_names == classes
    assert getattr(recipe, second) is not None


@pytest.mark.parametrize("file", sorted((RECIPES / "experiments").glob("*.yaml")), ids=lambda file: file.stem)
def test_the_recipes_of_experiments_are_sound(file: Path) -> None:
    recipe = read_recipe(file)
    assert (recipe.name, recipe.owner) == (file.stem, "experiment")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"colour": "blue"}, "colour: Extra inputs"),
        ({"name": "No Spaces"}, "name: String should match"),
        ({"classifier": None}, "either a classifier or an embedding"),
        ({"embedding": {}}, "either a classifier or an embedding"),
        ({"classes": [{"name": "a", "target": True}]}, "a classifier needs two classes"),
        ({"data": {"labels": "../secrets.json", "pictures": "p"}}, "data.labels: Value error, a data path lies below"),
        ({"data": {"labels": "/etc/passwd", "pictures": "p"}}, "data.labels: Value error, a data path lies below"),
        ({"classifier": {"crop": {"size": 4}}}, "classifier.crop.size: Input should be greater"),
    ],
)
def test_what_is_wrong_is_said_by_field(change: dict[str, Any], reason: str) -> None:
    with pytest.raises(RecipeRefused, match=reason):
        parse_recipe(GOOD | change, source="tiny.yaml")


def test_a_file_that_is_no_yaml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "r.yaml").write_text("name: [unclosed")
    with pytest.raises(RecipeRefused, match="cannot be read"):
        read_recipe(tmp_path / "r.yaml")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecipeRefused, match="cannot be read"):
        read_recipe(tmp_path / "r.yaml")


@pytest.mark.parametrize("weights", ["/etc/passwd", "../other-job/detector.safetensors"])
@pytest.mark.parametrize(
    "network", [{"detector": {"start": "x"}}, {"classifier": {"start": "x"}}, {"classifier": {"background": "x"}}]
)
def test_a_recipe_from_outside_starts_from_no_file_of_the_machine(
    network: dict[str, dict[str, str]], weights: str
) -> None:
    change = {name: dict.fromkeys(fields, weights) for name, fields in network.items()}
    with pytest.raises(RecipeRefused, match="does not lie below the data root"):
        demand_inside(parse_recipe(GOOD | change, source="tiny.yaml"))
    demand_inside(parse_recipe(GOOD | network, source="tiny.yaml"))
