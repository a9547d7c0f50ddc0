"""Weights that come with CellScanner for trainings to start from: a folder of safetensors files with checksums."""

import hashlib
from pathlib import Path

from cellscanner_shared.packages import read_checksums
from cellscanner_shared.trainings import COCO_ARCHITECTURES

from cellscanner_trainer.errors import InitialWeightsMissing, RecipeRefused

BACKGROUND_FILE = "background-unet.safetensors"
BACKGROUND_CARD = "background-unet.md"


def coco_weights(folder: Path | None, architecture: str) -> Path:
    """The COCO weights of a detector. Raises RecipeRefused where there are none of its size, InitialWeightsMissing."""
    if architecture not in COCO_ARCHITECTURES:
        there = ", ".join(sorted(COCO_ARCHITECTURES))
        raise RecipeRefused(
            f"There are COCO weights of {there} alone: let {architecture} start from a package of its size, or random."
        )
    return _verified(folder, f"{architecture.removesuffix('u')}-coco.safetensors")


def background_weights(folder: Path | None) -> Path:
    """The network that gives a classifier its background channel. Raises InitialWeightsMissing."""
    return _verified(folder, BACKGROUND_FILE)


def _verified(folder: Path | None, name: str) -> Path:
    """The file, if it is the one that its folder's checksums prove."""
    if folder is None or not (folder / name).is_file():
        raise InitialWeightsMissing(
            f"{name} is not there: set CELLSCANNER_TRAINER_INITIAL_DIR (on the command line --initial) to its folder.",
            reason="initial-weights-absent",
            file=name,
        )
    with (folder / name).open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if read_checksums(folder).get(name) != found:
        raise InitialWeightsMissing(
            f"{name} is not the file that came with CellScanner.", reason="initial-weights-altered", file=name
        )
    return folder / name
