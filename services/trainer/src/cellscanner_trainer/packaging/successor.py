"""The next version of a package: what was trained anew is exported, the other files are links to the version before.

Weights are stored once in the folder of built-in packages. A graph is linked together with its weights, since ONNX
Runtime reads weights only from the folder that the graph itself lies in. In the object store every version is whole.
"""

import json
import os
import shutil
from pathlib import Path
from typing import Any

from cellscanner_shared.packages import ModelManifest, verify_package
from cellscanner_shared.trainings import DETECTOR_BACKBONE

from cellscanner_trainer.data.labelled import DataSet
from cellscanner_trainer.detector.artefact import CARD_FILE as DETECTOR_CARD
from cellscanner_trainer.errors import RecipeRefused
from cellscanner_trainer.packaging.assemble import LARGEST_FILE_BYTES
from cellscanner_trainer.packaging.crop_network import package_crop_network, trained_figures
from cellscanner_trainer.packaging.detector_embedding import DETECTOR_EMBEDDING, detector_embedding
from cellscanner_trainer.packaging.detector_network import package_detector, read_detector_card
from cellscanner_trainer.packaging.embeddings import remember
from cellscanner_trainer.packaging.folder import METRICS_FILE, new_package, of_now, write_texts
from cellscanner_trainer.personal.memory import EMBEDDINGS_FILE
from cellscanner_trainer.pipeline import DETECTOR_FOLDER, Request, test_figures
from cellscanner_trainer.recipes.data import load_data
from cellscanner_trainer.recipes.snapshot import snapshot_sha256


def succeed(request: Request, previous: Path) -> ModelManifest:
    """Write the recipe's version into `request.package`, from the package before it and what was trained since.

    A detector in the working folder takes the place of the one before; the second network stays as it is, unless the
    recipe says that the detector's backbone gives the embeddings: then the one before is kept to start classifiers
    from. Whether scores follow the picture is the recipe's to say. A package without embeddings of its training cells
    gets them.
    Raises RecipeRefused where the recipe is not of a later version of this package or names other classes.
    """
    old = verify_package(previous)
    recipe = request.recipe
    if (old.owner, old.name) != (recipe.owner, recipe.name) or old.version >= recipe.version:
        raise RecipeRefused(f"{recipe.owner}/{recipe.name}@{recipe.version} does not follow {old.ref}.")
    if old.classes != recipe.classes:
        raise RecipeRefused(f"{old.ref} has other classes than its successor.")
    with new_package(request.package, LARGEST_FILE_BYTES) as folder:
        manifest, metrics = _networks(request, previous, old, folder)
        splits = load_data(recipe, request.data)
        manifest = _look_anew(request, manifest, metrics, splits.training, folder)
        if not (folder / EMBEDDINGS_FILE).exists() and (spec := manifest.classifier or manifest.embedding):
            remember(folder, spec, splits.training)
        update = {
            "snapshot_sha256": snapshot_sha256(splits.everything),
            "weights": tuple(sorted(file.name for file in folder.glob("*.safetensors"))),
        }
        manifest = manifest.model_copy(update=update)
        metrics |= test_figures(recipe, folder, manifest, splits.test)
        shutil.copyfile(request.recipe_file, folder / request.recipe_file.name)
        write_texts(folder, manifest, recipe.card, metrics)
    return manifest


def _networks(
    request: Request, previous: Path, old: ModelManifest, partial: Path
) -> tuple[ModelManifest, dict[str, Any]]:
    """The networks' files in `partial`, the manifest that feeds them, and the figures of each."""
    metrics = json.loads((previous / METRICS_FILE).read_bytes())
    detector, recipe = old.detector, request.recipe
    kept = {file.name for file in previous.iterdir() if file.suffix in {".onnx", ".safetensors"}}
    if (request.work / DETECTOR_FOLDER / DETECTOR_CARD).exists():
        kept -= {detector.file, detector.weights_file}
        detector, parity = package_detector(request.work / DETECTOR_FOLDER, partial)
        metrics["detector"] = read_detector_card(request.work / DETECTOR_FOLDER).metrics
        metrics["parity"]["detector"] = vars(parity)
    for name in kept:
        link(previous / name, partial)
    follows = {"follows_picture": recipe.detector.follows_picture}
    detector = detector.model_copy(update={"calibration": detector.calibration.model_copy(update=follows)})
    manifest = old.model_copy(
        update={
            "version": recipe.version,
            "title": recipe.title,
            "licence": recipe.licence,
            "parent": str(old.ref),
            "recipe": request.recipe_file.name,
            "detector": detector,
            **of_now(),
        }
    )
    return ModelManifest.model_validate(manifest.model_dump()), metrics


def _look_anew(
    request: Request, manifest: ModelManifest, metrics: dict[str, Any], training: DataSet, partial: Path
) -> ModelManifest:
    """The detector's backbone in the place of the embedding, if the recipe wants it and it is not there yet."""
    old, wanted, detector = manifest.embedding, request.recipe.embedding, manifest.detector
    if old is None or wanted is None or wanted.detector_crop is None or old.architecture.endswith(DETECTOR_BACKBONE):
        return manifest
    (partial / old.file).unlink()
    (partial / old.weights_file).rename(partial / f"{old.architecture}.safetensors")
    (partial / EMBEDDINGS_FILE).unlink(missing_ok=True)
    weights, folder = partial / detector.weights_file, request.work / DETECTOR_EMBEDDING
    detector_embedding(weights, detector.architecture, wanted.detector_crop, training, folder)
    spec, parity = package_crop_network(folder, partial)
    metrics[old.architecture] = metrics["embedding"]
    metrics["embedding"] = trained_figures(folder)
    metrics["parity"]["embedding"] = vars(parity)
    return manifest.model_copy(update={"embedding": spec})


def link(file: Path, folder: Path) -> None:
    """A relative link in `folder` to what `file` is in the end; it holds as long as both folders move together."""
    (folder / file.name).symlink_to(os.path.relpath(file.resolve(), folder.resolve()))
