"""A model package from a recipe and the folders of its trained networks."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from cellscanner_shared.packages import ClassifierSpec, DetectorSpec, EmbeddingSpec, ModelManifest
from safetensors.torch import load_file

from cellscanner_trainer.classifier.artefact import read_card
from cellscanner_trainer.errors import RecipeRefused
from cellscanner_trainer.packaging.crop_network import package_crop_network, trained_figures
from cellscanner_trainer.packaging.detector_network import package_detector, read_detector_card
from cellscanner_trainer.packaging.folder import new_package, of_networks, of_now, write_texts
from cellscanner_trainer.packaging.parity import Parity
from cellscanner_trainer.packaging.weights import save_weights
from cellscanner_trainer.recipes.schema import Recipe

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
    with new_package(target, LARGEST_FILE_BYTES) as folder:
        detector, detector_parity = package_detector(ingredients.detector, folder)
        crops, crop_parity = package_crop_network(ingredients.crop_network, folder)
        for architecture, weights in ingredients.starts.items():
            save_weights(load_file(weights), folder / f"{architecture}.safetensors")
        manifest = _manifest(ingredients, detector, crops)
        metrics = _metrics(ingredients, ingredients.measure(folder, manifest), detector_parity, crop_parity)
        shutil.copyfile(ingredients.recipe_file, folder / ingredients.recipe_file.name)
        write_texts(folder, manifest, ingredients.recipe.card, metrics)
    return manifest


def _manifest(ingredients: Ingredients, detector: DetectorSpec, crops: ClassifierSpec | EmbeddingSpec) -> ModelManifest:
    recipe = ingredients.recipe
    if crops.__class__ is ClassifierSpec and crops.classes != recipe.class_names:
        raise RecipeRefused(f"{recipe.name}: the classifier was trained on {', '.join(crops.classes)}.")
    return ModelManifest(
        owner=recipe.owner,
        name=recipe.name,
        version=recipe.version,
        title=recipe.title,
        licence=recipe.licence,
        parent=ingredients.parent,
        snapshot_sha256=ingredients.snapshot_sha256,
        recipe=ingredients.recipe_file.name,
        classes=recipe.classes,
        micrometers_per_pixel=recipe.micrometers_per_pixel,
        weights=(
            "detector.safetensors",
            crops.weights_file,
            *(f"{architecture}.safetensors" for architecture in sorted(ingredients.starts)),
        ),
        **of_now(),
        **of_networks(detector, crops),
    )


def _metrics(ingredients: Ingredients, figures: Mapping[str, Any], detector: Parity, crops: Parity) -> dict[str, Any]:
    stage = "embedding" if read_card(ingredients.crop_network).is_embedding else "classifier"
    return {
        "detector": read_detector_card(ingredients.detector).metrics,
        stage: trained_figures(ingredients.crop_network),
        **figures,
        "parity": {"detector": asdict(detector), stage: asdict(crops)},
    }
