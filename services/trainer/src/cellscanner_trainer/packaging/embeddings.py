"""What a base package gives the quick mode: embeddings of some of its training cells, with their classes."""

import shutil
from pathlib import Path

import numpy as np
import torch
from cellscanner_shared.packages import MANIFEST_FILE, EmbeddingSpec, package_digest, verify_package
from numpy.typing import NDArray

from cellscanner_trainer.classifier.config import CropConfig
from cellscanner_trainer.classifier.onnx import OnnxCrops
from cellscanner_trainer.classifier.reading import read_cells
from cellscanner_trainer.classifier.samples import Indices, LabelledCells
from cellscanner_trainer.data.labelled import DataSet
from cellscanner_trainer.errors import RecipeRefused
from cellscanner_trainer.packaging.folder import new_package
from cellscanner_trainer.packaging.readme import README_FILE, readme
from cellscanner_trainer.personal.memory import EMBEDDINGS_FILE, Memory, write_memory
from cellscanner_trainer.recipes.data import load_data
from cellscanner_trainer.recipes.schema import Recipe

MOST_CELLS = 3000
_SEED = 0
_CHUNK = 512


def add_embeddings(package: Path, recipe: Recipe, data: Path) -> str:
    """Write `embeddings.safetensors` of the recipe's training cells and README.md into the package; its new digest.

    At most 3,000 cells, of every class as many as there are up to an even share; the same cells each time. Raises
    RecipeRefused for a package without a second network, or of other classes than the recipe's.
    """
    manifest = verify_package(package)
    spec = manifest.classifier or manifest.embedding
    names = tuple(one.name for one in manifest.classes)
    if spec is None or names != recipe.class_names:
        raise RecipeRefused(f"{manifest.ref} has no embeddings of the classes {', '.join(recipe.class_names)}.")
    changed = manifest.model_copy(update={"weights": tuple(sorted({*manifest.weights, EMBEDDINGS_FILE}))})
    with new_package(package) as folder:
        shutil.copytree(package, folder, dirs_exist_ok=True)
        remember(folder, spec, load_data(recipe, data).training)
        (folder / README_FILE).write_text(readme(changed), encoding="utf-8")
        (folder / MANIFEST_FILE).write_text(changed.model_dump_json(indent=2) + "\n", encoding="utf-8")
    return package_digest(package)


def remember(folder: Path, spec: EmbeddingSpec, training: DataSet) -> None:
    """Write the embeddings of the training cells, by the network of `spec` in `folder`, beside that network."""
    cells = read_cells(training)
    chosen = balanced(cells.labels, len(training.classes), MOST_CELLS)
    write_memory(folder, Memory(_embed(folder, spec, cells, chosen), cells.labels[chosen]), training.classes)


def balanced(labels: Indices, classes: int, most: int) -> Indices:
    """Up to `most` cells, in order: of every class all, or as many as keep the classes alike."""
    rng = np.random.default_rng(_SEED)
    groups = [rng.permutation(np.flatnonzero(labels == index)) for index in range(classes)]
    chosen: list[Indices] = []
    room = most
    # The rarest first: what it leaves free, the others share.
    for left, group in zip(range(classes, 0, -1), sorted(groups, key=len), strict=True):
        chosen.append(group[: room // left])
        room -= len(chosen[-1])
    return np.sort(np.concatenate(chosen))


def _embed(package: Path, spec: EmbeddingSpec, cells: LabelledCells, chosen: Indices) -> NDArray[np.float32]:
    network = OnnxCrops(package, spec, torch.get_num_threads())
    crop = CropConfig(size=spec.crop.size, margin=spec.crop.margin)
    chunks = np.array_split(chosen, max(1, len(chosen) // _CHUNK))
    return np.concatenate([network.embeddings(cells.cut(chunk, crop).permute(0, 2, 3, 1).numpy()) for chunk in chunks])
