"""Augmented views of cells, for learning without labels."""

import numpy as np
from torch import Generator, Tensor

from cellscanner_trainer.classifier.augment import augment
from cellscanner_trainer.classifier.config import EmbeddingConfig
from cellscanner_trainer.classifier.network import normalise
from cellscanner_trainer.classifier.samples import Indices, LabelledCells, jitter_boxes


def view(
    cells: LabelledCells, chosen: Indices, config: EmbeddingConfig, rng: np.random.Generator, generator: Generator
) -> Tensor:
    """One augmented, normalised crop of each chosen cell, `n x 3 x S x S` float32."""
    boxes = jitter_boxes(cells.boxes[chosen], config.jitter, rng)
    crops = cells.cut(chosen, config.crop, boxes).float().div_(255)
    return normalise(augment(crops, config.photometric, generator))
