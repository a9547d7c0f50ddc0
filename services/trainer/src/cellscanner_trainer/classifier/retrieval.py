"""Does a backbone know a cell again? Two augmented views each of many cells; each view looks for its twin."""

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from cellscanner_trainer.classifier.config import EmbeddingConfig
from cellscanner_trainer.classifier.network import Backbone
from cellscanner_trainer.classifier.samples import LabelledCells
from cellscanner_trainer.classifier.views import view
from cellscanner_trainer.device import beside

CELLS = 1000
SEED = 20


def measure_retrieval(backbone: Backbone, cells: LabelledCells, config: EmbeddingConfig) -> dict[str, float]:
    """Share of views whose nearest other view (cosine) is their twin, for the backbone and for an untrained ResNet34.

    `spread` is the mean standard deviation of the unit embeddings' components times the root of their number: 1 where
    they fill the sphere, 0 where all cells have collapsed onto one point.
    """
    torch.manual_seed(SEED)
    untrained = Backbone().eval()
    left, right = _two_views(cells, config)
    trained_views = _embed(backbone, left), _embed(backbone, right)
    return {
        "cells": float(len(left)),
        "retrieval": top_one(*trained_views),
        "retrieval_untrained": top_one(_embed(untrained, left), _embed(untrained, right)),
        "retrieval_by_chance": 1 / len(left),
        "spread": spread(trained_views[0]),
    }


def top_one(left: Tensor, right: Tensor) -> float:
    """Share of rows of `left` (N x D unit vectors) whose nearest row of `right` has the same number."""
    return float(((left @ right.T).argmax(1) == torch.arange(len(left))).float().mean())


def spread(embeddings: Tensor) -> float:
    """Mean standard deviation of the components of N x D unit vectors, times the root of D."""
    return float(embeddings.std(0).mean() * embeddings.shape[1] ** 0.5)


def _two_views(cells: LabelledCells, config: EmbeddingConfig) -> tuple[Tensor, Tensor]:
    rng = np.random.default_rng(SEED)
    generator = torch.Generator().manual_seed(SEED)
    chosen = rng.permutation(len(cells))[:CELLS]
    return view(cells, chosen, config, rng, generator), view(cells, chosen, config, rng, generator)


@torch.inference_mode()
def _embed(backbone: Backbone, crops: Tensor) -> Tensor:
    embeddings = torch.cat([backbone(beside(chunk, backbone)).cpu() for chunk in torch.split(crops, 256)])
    return functional.normalize(embeddings - embeddings.mean(0), dim=1)
