"""Labelled embeddings of a base package: balanced, listed, and the package still verifies."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from cellscanner_shared.packages import package_digest, verify_package
from cellscanner_trainer.errors import RecipeRefused
from cellscanner_trainer.packaging.embeddings import add_embeddings, balanced
from cellscanner_trainer.personal.memory import read_memory
from cellscanner_trainer.recipes.schema import parse_recipe

BASE = Path(__file__).resolve().parents[4] / "deploy" / "models" / "base" / "living-dead" / "1"
CLASSES = [{"name": "living", "target": False}, {"name": "dead", "target": True}]


def recipe(classes: list[dict[str, object]]) -> dict[str, object]:
    return {
        "name": "tiny",
        "title": {"en": "Tiny", "zh": "小"},
        "licence": {"id": "MIT", "conditions": "None."},
        "classes": classes,
        "data": {"labels": "labels.json", "pictures": "pictures", "hold_out": 0.5},
        "classifier": {},
        "card": {"trained_on": "Two pictures."},
    }


def test_a_package_learns_by_heart_and_still_verifies(data: Path, tmp_path: Path) -> None:
    package = tmp_path / "package"
    shutil.copytree(BASE, package)
    digest = add_embeddings(package, parse_recipe(recipe(CLASSES), source="test"), data)
    manifest = verify_package(package, digest)
    assert digest != package_digest(BASE)
    assert "embeddings.safetensors" in manifest.weights
    assert "README.md" in {file.name for file in package.iterdir()}
    memory = read_memory(package, ("living", "dead"), 512)
    assert np.bincount(memory.labels).tolist() == [4, 2]
    assert memory.features.shape == (6, 512)
    # The shipped network tells these apart, so that their embeddings do too.
    assert np.linalg.norm(memory.features[0] - memory.features[1]) > 0


def test_other_classes_than_the_recipes_are_refused(data: Path, tmp_path: Path) -> None:
    package = tmp_path / "package"
    shutil.copytree(BASE, package)
    with pytest.raises(RecipeRefused, match="dead, living"):
        add_embeddings(package, parse_recipe(recipe(CLASSES[::-1]), source="test"), data)


def test_what_a_rare_class_leaves_the_others_share() -> None:
    labels = np.repeat([0, 1, 2], [5, 40, 100])
    chosen = balanced(labels, 3, 45)
    assert np.bincount(labels[chosen]).tolist() == [5, 20, 20]
    assert chosen.tolist() == sorted(set(chosen.tolist()))
