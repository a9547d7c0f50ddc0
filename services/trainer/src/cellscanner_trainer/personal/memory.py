"""What a package remembers of its training: embeddings of cells with their classes, without a picture."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.numpy import save_file

EMBEDDINGS_FILE = "embeddings.safetensors"


@dataclass(frozen=True, eq=False)
class Memory:
    """Embeddings (N, D) float32 and classes (N,)."""

    features: NDArray[np.float32]
    labels: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.labels)

    def __add__(self, other: "Memory") -> "Memory":
        return Memory(np.concatenate([self.features, other.features]), np.concatenate([self.labels, other.labels]))


def write_memory(folder: Path, memory: Memory, classes: Sequence[str]) -> None:
    """Write the package's `embeddings.safetensors`: `features` N x D float16, `class_index` N int64, class names."""
    tensors: dict[str, NDArray[np.generic]] = {
        "features": memory.features.astype(np.float16),
        "class_index": memory.labels.astype(np.int64),
    }
    save_file(tensors, folder / EMBEDDINGS_FILE, metadata={"classes": json.dumps(list(classes))})
    # safetensors writes for its owner only; services that read a package may run as someone else.
    (folder / EMBEDDINGS_FILE).chmod(0o644)


def read_memory(folder: Path, classes: Sequence[str], size: int) -> Memory:
    """The labelled embeddings of a package whose class names are among `classes`; none where it tells none apart."""
    names = remembered_classes(folder)
    if not names:
        return Memory(np.empty((0, size), np.float32), np.empty(0, np.int64))
    with safe_open(folder / EMBEDDINGS_FILE, framework="np") as stored:
        features, index = stored.get_tensor("features"), stored.get_tensor("class_index")
    place = np.array([classes.index(name) if name in classes else -1 for name in names], np.int64)[index]
    return Memory(features[place >= 0].astype(np.float32), place[place >= 0])


def remembered_classes(folder: Path) -> tuple[str, ...]:
    """The classes that a package remembers cells of.

    None where it has no such file, or where all cells are of one class: a model that finds any cell, as he-cells does,
    remembers what cells look like, and not which of them are others.
    """
    file = folder / EMBEDDINGS_FILE
    if not file.exists():
        return ()
    with safe_open(file, framework="np") as stored:
        names = tuple(json.loads(stored.metadata()["classes"]))
    return names if len(names) > 1 else ()
