"""A model package from a recipe and the folders of its trained networks."""

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cellscanner_shared.packages import (
    MANIFEST_FILE,
    ClassifierSpec,
    DetectorSpec,
    EmbeddingSpec,
    ModelManifest,
    schema_of,
    verify_package,
    write_checksums,
)
from cellscanner_shared.version import SOFTWARE_VERSION
from safetensors.torch import load_file

from cellscanner_trainer.classifier.artefact import read_card
from cellscanner_trainer.errors import PackageTooLarge, RecipeRefused
from cellscanner_trainer.packaging.card import model_card
from cellscanner_trainer.packaging.crop_network import package_crop_network
from cellscanner_trainer.packaging.detector_network import package_detector, read_detector_card
from cellscanner_trainer.packaging.parity import Parity
from cellscanner_trainer.packaging.readme import README_FILE, readme
from cellscanner_trainer.packaging.weights import save_weights
from cellscanner_trainer.recipes.schema import Recipe

CARD_FILE = "MODEL_CARD.md"
METRICS_FILE = "metrics.json"
LARGEST_FILE_BYTES = 50_000_000


@dataclass(frozen=True)
class Ingredients:
    """What goes into a package: the folders of its networks, the recipe's file, the hash of the data.

    `measure` gets the folder with both graphs and the manifest, and gives figures for metrics.json. `starts` are
    weights that the package carries for trainings to start from, by their architecture.
    """

    recipe: Recipe
    recipe_file: Path
    detector: Path
    crop_network: Path
    snapshot_sha256: str
    measure: Callable[[Path, ModelManifest], Mapping[str, Any]]
    parent: str | None = None
    starts: Mapping[str, Path] = field(default_factory=dict)


def assemble(ingredients: Ingredients, target: Path) -> ModelManifest:
    """Write the package into `target`, which appears only once it is whole and verified.

    Raises ArtefactMissing, ParityFailed, PackageTooLarge, or RecipeRefused where the networks' classes are others.
    """
    partial = target.with_name(target.name + ".part")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    detector, detector_parity = package_detector(ingredients.detector, partial)
    crops, crop_parity = package_crop_network(ingredients.crop_network, partial)
    for architecture, weights in ingredients.starts.items():
        save_weights(load_file(weights), partial / f"{architecture}.safetensors")
    manifest = _manifest(ingredients, detector, crops)
    metrics = _metrics(ingredients, ingredients.measure(partial, manifest), detector_parity, crop_parity)
    write_texts(partial, ingredients.recipe, ingredients.recipe_file, manifest, metrics)
    complete(partial, target)
    return manifest


def complete(partial: Path, target: Path) -> None:
    """Check sizes, write the checksums and put a package in its place. Raises PackageTooLarge."""
    _check_sizes(partial)
    write_checksums(partial)
    verify_package(partial)
    shutil.rmtree(target, ignore_errors=True)
    partial.replace(target)


def _manifest(ingredients: Ingredients, detector: DetectorSpec, crops: ClassifierSpec | EmbeddingSpec) -> ModelManifest:
    recipe = ingredients.recipe
    two_stages = isinstance(crops, ClassifierSpec)
    if crops.__class__ is ClassifierSpec and crops.classes != recipe.class_names:
        raise RecipeRefused(f"{recipe.name}: the classifier was trained on {', '.join(crops.classes)}.")
    return ModelManifest(
        schema_version=schema_of(crops),
        owner=recipe.owner,
        name=recipe.name,
        version=recipe.version,
        title=recipe.title,
        created=datetime.now(UTC).replace(microsecond=0),
        software_version=SOFTWARE_VERSION,
        licence=recipe.licence,
        parent=ingredients.parent,
        snapshot_sha256=ingredients.snapshot_sha256,
        recipe=ingredients.recipe_file.name,
        classes=recipe.classes,
        micrometers_per_pixel=recipe.micrometers_per_pixel,
        detector=detector,
        classifier=crops if two_stages else None,
        embedding=None if two_stages else crops,
        weights=(
            "detector.safetensors",
            crops.weights_file,
            *(f"{architecture}.safetensors" for architecture in sorted(ingredients.starts)),
        ),
    )


def _metrics(ingredients: Ingredients, figures: Mapping[str, Any], detector: Parity, crops: Parity) -> dict[str, Any]:
    stage = "embedding" if read_card(ingredients.crop_network).is_embedding else "classifier"
    return {
        "detector": read_detector_card(ingredients.detector).metrics,
        stage: trained_figures(ingredients.crop_network),
        **figures,
        "parity": {"detector": asdict(detector), stage: asdict(crops)},
    }


def trained_figures(crop_network: Path) -> dict[str, Any]:
    """What metrics.json says of the training that left this artefact."""
    card = read_card(crop_network)
    return {"epochs": card.epochs, "training_cells": card.training_cells, "validation": card.validation}


def write_texts(
    folder: Path, recipe: Recipe, recipe_file: Path, manifest: ModelManifest, metrics: Mapping[str, Any]
) -> None:
    """Recipe, figures, manifest, card and README of a package whose networks are in `folder`."""
    shutil.copyfile(recipe_file, folder / recipe_file.name)
    (folder / METRICS_FILE).write_text(json.dumps(metrics, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    (folder / MANIFEST_FILE).write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf-8")
    card = model_card(manifest, recipe.card, metrics)
    (folder / CARD_FILE).write_text(card, encoding="utf-8")
    (folder / README_FILE).write_text(readme(manifest), encoding="utf-8")


def _check_sizes(folder: Path) -> None:
    for file in sorted(folder.iterdir()):
        if file.stat().st_size > LARGEST_FILE_BYTES:
            raise PackageTooLarge(
                f"{file.name} has {file.stat().st_size / 1e6:.0f} MB; 50 MB is the most.",
                file=file.name,
                megabytes=round(file.stat().st_size / 1e6),
            )
