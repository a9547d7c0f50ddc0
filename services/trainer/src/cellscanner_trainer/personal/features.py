"""Embeddings of a user's cells by the start package's second network: computed once, kept on disk."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from cellscanner_shared.packages import EmbeddingSpec
from numpy.typing import NDArray

from cellscanner_trainer.classifier.augment import augment
from cellscanner_trainer.classifier.config import CropConfig, JitterConfig
from cellscanner_trainer.classifier.onnx import OnnxCrops
from cellscanner_trainer.classifier.reading import read_cells
from cellscanner_trainer.classifier.samples import LabelledCells, jitter_boxes
from cellscanner_trainer.data.labelled import DataSet, LabelledPicture
from cellscanner_trainer.whole_files import whole

MOST_VIEWS = 8
# Half a minute of one core at 64 px; beyond it more views of a cell are worth less than the wait.
MOST_CROPS = 6000


@dataclass(frozen=True, eq=False)
class Features:
    """Embeddings `N x V x D` of N cells in V views, the first as annotated; class (N,), number of the picture (N,)."""

    values: NDArray[np.float32]
    labels: NDArray[np.int64]
    picture: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def plain(self) -> NDArray[np.float32]:
        """`N x D`: the cells as annotated."""
        return self.values[:, 0]

    def take(self, chosen: NDArray[np.bool_]) -> "Features":
        """Some of the cells."""
        return Features(self.values[chosen], self.labels[chosen], self.picture[chosen])


@dataclass(frozen=True)
class Looks:
    """How cells are looked at: jitter of the box, strength of the changes (0: only turns), and the seed of both."""

    jitter: JitterConfig
    strength: float
    turns: bool
    seed: int


class FeatureCache:
    """Embeddings of pictures by one network (`digest`: of its package), one file a picture in `folder`."""

    def __init__(self, package: Path, spec: EmbeddingSpec, digest: str, folder: Path, looks: Looks) -> None:
        self._network = OnnxCrops(package, spec, torch.get_num_threads())
        self._spec, self._digest, self._folder, self._looks = spec, digest, folder, looks

    def of(self, data: DataSet, views: int, advance: Callable[[int], None]) -> Features:
        """The cells of all pictures in `views` views; `advance` gets the number of pictures done."""
        self._folder.mkdir(parents=True, exist_ok=True)
        held = [picture for picture in data.pictures if len(picture)]
        values = []
        for number, picture in enumerate(held, start=1):
            values.append(self._picture(DataSet(data.classes, (picture,)), views))
            advance(number)
        labels = [picture.class_index for picture in held]
        picture_number = np.repeat(np.arange(len(held)), [len(picture) for picture in held])
        empty = np.empty((0, views, self._spec.embedding_size), np.float32)
        return Features(
            np.concatenate([empty, *values]), np.concatenate([np.empty(0, np.int64), *labels]), picture_number
        )

    def _picture(self, one: DataSet, views: int) -> NDArray[np.float32]:
        file = self._folder / f"{self._key(one.pictures[0], views)}.npy"
        if not file.exists():
            with whole(file) as partial:
                np.save(partial, np.stack([*self._views(read_cells(one), views)], axis=1))
        stored: NDArray[np.float32] = np.load(file)
        return stored

    def _views(self, cells: LabelledCells, views: int) -> Iterator[NDArray[np.float32]]:
        crop = CropConfig(size=self._spec.crop.size, margin=self._spec.crop.margin)
        everything = np.arange(len(cells))
        yield self._network.embeddings(cells.cut(everything, crop).permute(0, 2, 3, 1).numpy())
        rng = np.random.default_rng([self._looks.seed, len(cells)])
        generator = torch.Generator().manual_seed(int(rng.integers(2**31)))
        for _ in range(views - 1):
            boxes = jitter_boxes(cells.boxes, self._looks.jitter, rng)
            crops = cells.cut(everything, crop, boxes).float().div_(255)
            changed = augment(crops, self._looks.strength, generator, turns=self._looks.turns)
            yield self._network.embeddings((changed * 255).permute(0, 2, 3, 1).numpy())

    def _key(self, picture: LabelledPicture, views: int) -> str:
        with picture.path.open("rb") as stream:
            pixels = hashlib.file_digest(stream, "sha256").hexdigest()
        words = f"{self._digest} {pixels} {views} {self._looks!r} {self._spec.crop!r}"
        return hashlib.sha256(words.encode() + picture.boxes.tobytes()).hexdigest()


def views_for(cells: int) -> int:
    """As many views of each cell as the time allows, from one to eight."""
    return int(np.clip(MOST_CROPS // max(cells, 1), 1, MOST_VIEWS))
