"""Labelled cells as crops: held as pictures and boxes, cut anew whenever they are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from cellscanner_shared.crops import cut_crops
from numpy.typing import NDArray
from torch import Tensor

from cellscanner_trainer.classifier.config import ClassifierConfig, CropConfig, JitterConfig

Boxes = NDArray[np.float32]
Indices = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class LabelledCells:
    """Every annotated cell of some pictures.

    `pictures`: `H x W x 3` uint8; `picture_index` N; `boxes` `N x 4` float32, x1,y1,x2,y2 in pixels of the picture;
    `labels` N, indices into the classes.
    """

    pictures: Sequence[NDArray[np.uint8]]
    picture_index: Indices
    boxes: Boxes
    labels: Indices

    def __len__(self) -> int:
        return len(self.labels)

    def __add__(self, other: "LabelledCells") -> "LabelledCells":
        """These cells, then the other ones; both count the same classes."""
        moved = other.picture_index + len(self.pictures)
        return LabelledCells(
            [*self.pictures, *other.pictures],
            np.concatenate([self.picture_index, moved]),
            np.concatenate([self.boxes, other.boxes]),
            np.concatenate([self.labels, other.labels]),
        )

    def cut(self, chosen: Indices, crop: CropConfig, boxes: Boxes | None = None) -> Tensor:
        """Crops of the chosen cells, `n x 3 x size x size` uint8, in their order; `boxes` stands in for theirs."""
        wanted = self.boxes[chosen] if boxes is None else boxes
        crops = np.empty((len(chosen), crop.size, crop.size, 3), np.uint8)
        pages = self.picture_index[chosen]
        for page in np.unique(pages):
            rows = np.flatnonzero(pages == page)
            crops[rows] = cut_crops(self.pictures[page], wanted[rows], size=crop.size, margin=crop.margin)
        return torch.from_numpy(crops).permute(0, 3, 1, 2)


def balanced_epoch(labels: Indices, classes: int, per_class: int | None, rng: np.random.Generator) -> Indices:
    """Indices of one epoch in random order: of every class the same number of cells.

    A class with more cells gives a random part of them, drawn anew each epoch; one with fewer repeats its own.
    `per_class` is the number; without it, it is the size of the rarest class.
    """
    groups = [np.flatnonzero(labels == index) for index in range(classes)]
    if any(len(group) == 0 for group in groups):
        raise ValueError("a class has no cell to learn from")
    number = per_class or min(len(group) for group in groups)
    drawn = [np.resize(rng.permutation(group), number) for group in groups]
    return rng.permutation(np.concatenate(drawn))


def epoch_order(labels: Indices, config: ClassifierConfig, rng: np.random.Generator) -> Indices:
    """The cells of one epoch as `config.balance` says, of the classes there are, in random order."""
    if config.balance == "sampled":
        present, ranks = np.unique(labels, return_inverse=True)
        return balanced_epoch(ranks, len(present), config.balance_to, rng)
    return rng.permutation(len(labels))


def mix(own: Indices, again: Indices, share: float, rng: np.random.Generator) -> Indices:
    """Both in one order, `share` of it from `again`, evenly: every part of the epoch has about the same share.

    `again` is repeated or cut to the number that the share asks for.
    """
    drawn = np.resize(again, round(len(own) * share / (1 - share)))
    places = [(np.arange(len(part)) + rng.random()) / max(len(part), 1) for part in (own, drawn)]
    return np.concatenate([own, drawn])[np.argsort(np.concatenate(places), kind="stable")]


def class_weights(labels: Indices, classes: int) -> NDArray[np.float32]:
    """(C,) weights that give every class the same sum, one on average over the cells; 1 for a class without any."""
    counts = np.bincount(labels, minlength=classes)
    present = max(1, np.count_nonzero(counts))
    return np.where(counts > 0, len(labels) / (present * np.maximum(counts, 1)), 1.0).astype(np.float32)


def jitter_boxes(boxes: Boxes, jitter: JitterConfig, rng: np.random.Generator) -> Boxes:
    """Move and stretch boxes at random, as a detector's boxes stray from the annotated ones."""
    sides = boxes[:, 2:] - boxes[:, :2]
    centres = (boxes[:, :2] + boxes[:, 2:]) / 2 + sides * rng.normal(0, jitter.shift, sides.shape)
    half = sides * np.exp(rng.normal(0, jitter.scale, sides.shape)) / 2
    return np.concatenate([centres - half, centres + half], axis=1).astype(np.float32)
