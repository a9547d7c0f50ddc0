import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from cellscanner_shared.packages import ModelManifest, verify_package
from cellscanner_trainer.errors import ArtefactMissing, PackageTooLarge, ParityFailed, RecipeRefused
from cellscanner_trainer.packaging import assemble as assembling
from cellscanner_trainer.packaging import parity
from cellscanner_trainer.packaging.assemble import Ingredients, assemble
from cellscanner_trainer.recipes.schema import parse_recipe

RECIPE = {
    "name": "tiny",
    "title": {"en": "Tiny", "zh": "小"},
    "licence": {"id": "MIT", "conditions": "None."},
    "classes": [{"name": "living", "target": False}, {"name": "dead", "target": True}],
    "data": {"labels": "labels.json", "pictures": "pictures"},
    "classifier": {},
    "card": {"trained_on": "Twenty pictures.", "fails": ["Faint cells."]},
}
FILES = {
    "MODEL_CARD.md", "README.md", "SHA256SUMS", "classifier.onnx", "classifier.safetensors", "detector.onnx",
    "detector.safetensors", "metrics.json", "model.json", "tiny.yaml",
}  # fmt: skip


@pytest.fixture(scope="session")
def ingredients(
    detector_folder: Path, classifier_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Ingredients:
    recipe_file = tmp_path_factory.mktemp("recipe") / "tiny.yaml"
    recipe_file.write_text("name: tiny\n")
    return Ingredients(
        recipe=parse_recipe(RECIPE, source="test"),
        recipe_file=recipe_file,
        detector=detector_folder,
        crop_network=classifier_folder,
        snapshot_sha256="ab" * 32,
        measure=lambda folder, manifest: {
            "test": {"graphs": len(list(folder.glob("*.onnx"))), "model": str(manifest.ref)}
        },
    )


@pytest.fixture(scope="session")
def package(ingredients: Ingredients, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packages") / "tiny"
    assemble(ingredients, folder)
    return folder


def test_the_package_is_whole_and_verifies(package: Path) -> None:
    assert {file.name for file in package.iterdir()} == FILES
    manifest = verify_package(package)
    assert str(manifest.ref) == "base/tiny@1"
    assert manifest.classifier is not None
    assert manifest.classifier.temperature == 1.5
    assert manifest.classifier.crop.size == 32
    assert manifest.detector.input.upsample == 1.5
    assert manifest.weights == ("detector.safetensors", "classifier.safetensors")


def test_its_weights_are_stored_once_and_halved(package: Path) -> None:
    assert (package / "classifier.onnx").stat().st_size < 100_000
    assert (package / "detector.onnx").stat().st_size < 300_000
    assert 42_000_000 < (package / "classifier.safetensors").stat().st_size < 43_500_000


def test_both_graphs_run_from_where_they_lie(package: Path) -> None:
    crops = np.zeros((5, 3, 32, 32), np.float32)
    tiles = np.zeros((2, 3, 64, 96), np.float32)
    sessions = [
        onnxruntime.InferenceSession(str(package / f"{name}.onnx"), providers=["CPUExecutionProvider"])
        for name in ("classifier", "detector")
    ]
    logits, embeddings = sessions[0].run(["logits", "embeddings"], {"crops": crops})
    assert (logits.shape, embeddings.shape) == ((5, 2), (5, 512))
    # 64 x 96 pixels: 8*12 + 4*6 + 2*3 places.
    assert sessions[1].run(["predictions"], {"images": tiles})[0].shape == (2, 6, 126)


def test_figures_and_card_tell_parity_and_limits(package: Path) -> None:
    metrics = json.loads((package / "metrics.json").read_text())
    assert metrics["parity"]["classifier"]["onnx"] < 1e-3
    assert metrics["parity"]["classifier"]["examples"] == 6
    assert metrics["detector"] == {"held_out": {"f1": 0.9}}
    card = (package / "MODEL_CARD.md").read_text()
    for line in (
        "# base/tiny@1",
        "Twenty pictures.",
        "- Faint cells.",
        "| test · graphs | 2 |",
        "Not for diagnosis",
    ):
        assert line in card


def test_an_embedding_makes_a_model_of_one_stage(
    ingredients: Ingredients, embedding_folder: Path, tmp_path: Path
) -> None:
    changed: dict[str, object] = RECIPE | {"classifier": None, "embedding": {}}
    kept = {"resnet34": embedding_folder / "classifier.safetensors"}
    wanted = replace(
        ingredients, recipe=parse_recipe(changed, source="test"), crop_network=embedding_folder, starts=kept
    )
    manifest = assemble(wanted, tmp_path / "one")
    assert manifest.weights == ("detector.safetensors", "embedding.safetensors", "resnet34.safetensors")
    assert manifest.classifier is None
    assert manifest.embedding is not None
    assert manifest.embedding.file == "embedding.onnx"
    session = onnxruntime.InferenceSession(str(tmp_path / "one" / "embedding.onnx"), providers=["CPUExecutionProvider"])
    assert [output.name for output in session.get_outputs()] == ["embeddings"]


def test_nothing_appears_where_parity_fails(
    ingredients: Ingredients, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parity, "RELATIVE_TOLERANCE", -1.0)
    with pytest.raises(ParityFailed, match=r"detector\.onnx is off"):
        assemble(ingredients, tmp_path / "bad")
    assert not (tmp_path / "bad").exists()


def test_a_file_past_the_limit_is_refused(
    ingredients: Ingredients, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assembling, "LARGEST_FILE_BYTES", 40_000_000)
    with pytest.raises(PackageTooLarge, match=r"classifier\.safetensors has 43 MB"):
        assemble(ingredients, tmp_path / "large")


def test_other_classes_than_the_recipe_names_are_refused(ingredients: Ingredients, tmp_path: Path) -> None:
    classes = [{"name": "dead", "target": True}, {"name": "living", "target": False}]
    recipe = parse_recipe(RECIPE | {"classes": classes}, source="test")
    with pytest.raises(RecipeRefused, match="trained on living, dead"):
        assemble(replace(ingredients, recipe=recipe), tmp_path / "other")


def test_a_missing_detector_is_named(ingredients: Ingredients, tmp_path: Path) -> None:
    with pytest.raises(ArtefactMissing, match="no finished detector"):
        assemble(replace(ingredients, detector=tmp_path), tmp_path / "none")


def test_the_manifest_stands_as_the_contract_says(package: Path) -> None:
    content = json.loads((package / "model.json").read_text())
    assert content["schema"] == 1
    assert content["created"].endswith("Z")
    assert ModelManifest.model_validate(content).files == (
        "detector.onnx", "classifier.onnx", "detector.safetensors", "classifier.safetensors", "tiny.yaml",
    )  # fmt: skip
