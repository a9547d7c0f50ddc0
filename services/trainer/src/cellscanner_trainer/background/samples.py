"""Windows about cells with their masks, cut by the code that cuts a classifier's crops."""

from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Generator, Tensor

from cellscanner_trainer.background.recipe import BackgroundConfig
from cellscanner_trainer.classifier.augment import augment, turn
from cellscanner_trainer.classifier.config import CropConfig
from cellscanner_trainer.classifier.network import normalise
from cellscanner_trainer.classifier.reading import read_cells
from cellscanner_trainer.classifier.samples import Boxes, Indices, LabelledCells, jitter_boxes
from cellscanner_trainer.data.labelled import DataSet
from cellscanner_trainer.data.pixels import read_instances
from cellscanner_trainer.errors import DataRefused

_LUMA = (0.299, 0.587, 0.114)
# Windows and, for each pixel, how much of it is background.
Windows = tuple[Tensor, Tensor]


@dataclass(frozen=True)
class MaskedCells:
    """Cells in pictures, and the same cells in pictures of what is background (255) and what is not (0)."""

    cells: LabelledCells
    masks: LabelledCells

    def __len__(self) -> int:
        return len(self.cells)

    def cut(self, chosen: Indices, crop: CropConfig, boxes: Boxes | None = None) -> Windows:
        """Windows `n x 3 x S x S` and backgrounds `n x 1 x S x S` of the chosen cells, both float32 of 0 to 1."""
        pictures, masks = (one.cut(chosen, crop, boxes).float().div_(255) for one in (self.cells, self.masks))
        return pictures, masks[:, :1]


def read_masked(data: DataSet) -> MaskedCells:
    """Every cell of the pictures, with masks; raises DataRefused for a picture without a label map."""
    cells = read_cells(data)
    masks = []
    for picture in data.pictures:
        if not len(picture):
            continue
        if picture.instances is None:
            raise DataRefused(f"{picture.path.name} has no label map.")
        background = np.where(read_instances(picture.instances) == 0, 255, 0).astype(np.uint8)
        masks.append(np.repeat(background[..., None], 3, axis=2))
    return MaskedCells(cells, replace(cells, pictures=masks))


def windows(
    masked: MaskedCells, chosen: Indices, config: BackgroundConfig, rng: np.random.Generator, generator: Generator
) -> Windows:
    """Moved, turned and changed windows, normalised, and their backgrounds; each is changed by its own amounts."""
    boxes = jitter_boxes(masked.cells.boxes[chosen], config.jitter, rng)
    turned = turn(torch.cat(masked.cut(chosen, config.crop, boxes), dim=1), generator)
    pictures, background = turned[:, :3], turned[:, 3:]
    pictures = augment(pictures, config.photometric, generator, turns=False)
    return normalise(_negatives(_greys(pictures, config.grey, generator), config.negative, generator)), background


def _greys(pictures: Tensor, share: float, generator: Generator) -> Tensor:
    grey = (pictures * torch.tensor(_LUMA).view(1, 3, 1, 1)).sum(1, keepdim=True).expand_as(pictures)
    return torch.where(_some(len(pictures), share, generator), grey, pictures)


def _negatives(pictures: Tensor, share: float, generator: Generator) -> Tensor:
    return torch.where(_some(len(pictures), share, generator), 1 - pictures, pictures)


def _some(number: int, share: float, generator: Generator) -> Tensor:
    return torch.rand(number, 1, 1, 1, generator=generator) < share
