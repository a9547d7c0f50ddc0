"""The next version of a package: only what was trained anew is stored, the rest is links that still run."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from cellscanner_shared.packages import ModelManifest, verify_package
from cellscanner_trainer.errors import RecipeRefused
from cellscanner_trainer.packaging.assemble import Ingredients, assemble
from cellscanner_trainer.packaging.successor import succeed
from cellscanner_trainer.personal.memory import Memory, read_memory
from cellscanner_trainer.pipeline import Request
from cellscanner_trainer.recipes.schema import parse_recipe

RECIPE: dict[str, object] = {
    "name": "tiny",
    "title": {"en": "Tiny", "zh": "小"},
    "licence": {"id": "MIT", "conditions": "None."},
    "classes": [{"name": "living", "target": False}, {"name": "dead", "target": True}],
    "data": {"labels": "labels.json", "pictures": "pictures", "hold_out": 0.5},
    "classifier": {},
    "card": {"trained_on": "Two pictures."},
}
SECOND = RECIPE | {"version": 2}


@pytest.fixture
def models(detector_folder: Path, classifier_folder: Path, tmp_path: Path) -> Path:
    """The folder base/tiny of built-in models, with version 1."""
    recipe_file = tmp_path / "tiny.yaml"
    recipe_file.write_text("name: tiny\n")
    ingredients = Ingredients(
        recipe=parse_recipe(RECIPE, source="test"),
        recipe_file=recipe_file,
        detector=detector_folder,
        crop_network=classifier_folder,
        snapshot_sha256="ab" * 32,
        measure=lambda _folder, _manifest: {},
    )
    assemble(ingredients, tmp_path / "base" / "tiny" / "1")
    return tmp_path / "base" / "tiny"


def request(models: Path, data: Path, work: Path) -> Request:
    recipe = parse_recipe(SECOND, source="test")
    return Request(recipe, models.parents[1] / "tiny.yaml", data, work, models / "2")


def links(package: Path) -> set[str]:
    return {file.name for file in package.iterdir() if file.is_symlink()}


def follow(models: Path, data: Path, work: Path) -> ModelManifest:
    return succeed(request(models, data, work), models / "1")


def test_without_a_training_everything_but_the_embeddings_is_a_link(models: Path, data: Path, tmp_path: Path) -> None:
    manifest = follow(models, data, tmp_path / "nothing")
    package = models / "2"
    networks = {"detector.onnx", "detector.safetensors", "classifier.onnx", "classifier.safetensors"}
    assert links(package) == networks
    assert verify_package(package) == manifest
    assert (str(manifest.ref), manifest.parent, manifest.detector.input.upsample) == ("base/tiny@2", "base/tiny@1", 1.5)
    assert read_memory(package, ("living", "dead"), 512).features.shape == (6, 512)
    metrics = [json.loads((folder / "metrics.json").read_text()) for folder in (models / "1", package)]
    assert metrics[0] == metrics[1]
    for name in ("detector", "classifier"):
        onnxruntime.InferenceSession(str(package / f"{name}.onnx"), providers=["CPUExecutionProvider"])


def test_the_recipe_says_whether_scores_follow_the_picture(models: Path, data: Path, tmp_path: Path) -> None:
    following = parse_recipe(SECOND | {"detector": {"follows_picture": True}}, source="test")
    wanted = replace(request(models, data, tmp_path / "nothing"), recipe=following)

    first, second = verify_package(models / "1"), succeed(wanted, models / "1")

    assert second.detector.calibration == first.detector.calibration.model_copy(update={"follows_picture": True})


def test_a_new_detector_stands_beside_the_old_classifier(
    models: Path, data: Path, detector_folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "detector").symlink_to(detector_folder)
    manifest = follow(models, data, tmp_path / "work")
    package = models / "2"
    assert links(package) == {"classifier.onnx", "classifier.safetensors"}
    assert manifest.weights == ("classifier.safetensors", "detector.safetensors", "embeddings.safetensors")
    session = onnxruntime.InferenceSession(str(package / "detector.onnx"), providers=["CPUExecutionProvider"])
    assert session.run(None, {"images": np.zeros((1, 3, 32, 32), np.float32)})[0].shape == (1, 6, 21)
    assert "# base/tiny@2" in (package / "MODEL_CARD.md").read_text()


def test_embeddings_that_are_there_are_linked_from_where_they_lie(models: Path, data: Path, tmp_path: Path) -> None:
    follow(models, data, tmp_path / "nothing")
    third = parse_recipe(SECOND | {"version": 3}, source="test")
    wanted = replace(request(models, data, tmp_path / "nothing"), recipe=third, package=models / "3")
    succeed(wanted, models / "2")
    assert (models / "3" / "embeddings.safetensors").readlink() == Path("../2/embeddings.safetensors")
    assert (models / "3" / "classifier.safetensors").readlink() == Path("../1/classifier.safetensors")
    assert isinstance(read_memory(models / "3", ("living", "dead"), 512), Memory)


def test_the_detectors_backbone_takes_the_place_of_an_embedding(
    detector_folder: Path, embedding_folder: Path, data: Path, tmp_path: Path
) -> None:
    plain = RECIPE | {"classifier": None, "embedding": {}}
    (tmp_path / "tiny.yaml").write_text("name: tiny\n")
    ingredients = Ingredients(
        recipe=parse_recipe(plain, source="test"),
        recipe_file=tmp_path / "tiny.yaml",
        detector=detector_folder,
        crop_network=embedding_folder,
        snapshot_sha256="ab" * 32,
        measure=lambda _folder, _manifest: {},
    )
    models = tmp_path / "base" / "tiny"
    assemble(ingredients, models / "1")
    looking = plain | {"version": 2, "embedding": {"detector_crop": {"size": 64, "margin": 1}}}
    wanted = replace(request(models, data, tmp_path / "work"), recipe=parse_recipe(looking, source="test"))
    manifest = succeed(wanted, models / "1")
    package = models / "2"
    assert links(package) == {"detector.onnx", "detector.safetensors", "resnet34.safetensors"}
    assert (package / "resnet34.safetensors").readlink() == Path("../1/embedding.safetensors")
    assert manifest.embedding is not None
    assert (manifest.embedding.architecture, manifest.embedding.crop.size) == ("yolov5nu-backbone", 64)
    assert read_memory(package, ("living", "dead"), 384).features.shape == (6, 384)
    metrics = json.loads((package / "metrics.json").read_text())
    assert metrics["parity"]["embedding"]["onnx"] < 1e-3
    assert metrics["resnet34"]["epochs"] == 3
    # A version later it is linked like any other network.
    third = replace(wanted, recipe=parse_recipe(looking | {"version": 3}, source="test"), package=models / "3")
    succeed(third, package)
    assert (models / "3" / "embedding.onnx").readlink() == Path("../2/embedding.onnx")


def test_a_version_that_does_not_follow_is_refused(models: Path, data: Path, tmp_path: Path) -> None:
    first = replace(request(models, data, tmp_path), recipe=parse_recipe(RECIPE, source="test"))
    with pytest.raises(RecipeRefused, match="does not follow base/tiny@1"):
        succeed(first, models / "1")
