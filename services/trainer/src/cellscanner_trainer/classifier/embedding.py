"""A backbone learned without labels: two views of one cell attract each other, views of other cells repel.

SimCLR (Chen et al., ICML 2020): two augmented crops of each cell of a batch, a projection of their embeddings onto the
unit sphere, and a cross-entropy that asks each view to find its twin among all other views of the batch.
"""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from cellscanner_shared.packages import CropSpec
from torch import Generator, Tensor, nn
from torch.nn import functional

from cellscanner_trainer.classifier.artefact import CropNetworkCard, save_artefact
from cellscanner_trainer.classifier.averaging import WeightAverage
from cellscanner_trainer.classifier.checkpoint import load_checkpoint, save_checkpoint
from cellscanner_trainer.classifier.config import EmbeddingConfig
from cellscanner_trainer.classifier.network import EMBEDDING_SIZE, Backbone, load_weights
from cellscanner_trainer.classifier.retrieval import measure_retrieval
from cellscanner_trainer.classifier.samples import Indices, LabelledCells
from cellscanner_trainer.classifier.schedule import make_optimiser, set_rate
from cellscanner_trainer.classifier.training import HISTORY_FILE, example_crops
from cellscanner_trainer.classifier.views import view
from cellscanner_trainer.device import beside, learning_device
from cellscanner_trainer.errors import diverged
from cellscanner_trainer.history import append_point, forget_beyond
from cellscanner_trainer.progress import tell_nobody

PROJECTION_SIZE = 128


class Contrastive(nn.Module):
    """The backbone with the projection that only the training needs."""

    def __init__(self) -> None:
        super().__init__()
        self.backbone = Backbone()
        self.projection = nn.Sequential(
            nn.Linear(EMBEDDING_SIZE, EMBEDDING_SIZE, bias=False),
            nn.BatchNorm1d(EMBEDDING_SIZE),
            nn.ReLU(),
            nn.Linear(EMBEDDING_SIZE, PROJECTION_SIZE),
        )

    def forward(self, crops: Tensor) -> Tensor:
        """Unit vectors `N x 128`."""
        return functional.normalize(self.projection(self.backbone(crops)), dim=1)


def contrast_loss(left: Tensor, right: Tensor, temperature: float) -> Tensor:
    """Mean cross-entropy of finding each view's twin; `left` and `right`: `N x D` unit vectors of the same N cells."""
    views = torch.cat([left, right])
    likeness = views @ views.T / temperature
    likeness = likeness.masked_fill(torch.eye(len(views), dtype=torch.bool, device=views.device), float("-inf"))
    twins = torch.arange(len(views), device=views.device).roll(len(left))
    return functional.cross_entropy(likeness, twins)


def train_embedding(
    training: LabelledCells,
    validation: LabelledCells,
    config: EmbeddingConfig,
    out: Path,
    progress: Callable[[int], None] = tell_nobody,
) -> dict[str, float]:
    """Train a backbone into the folder `out`, going on from a checkpoint there; returns its retrieval figures.

    Labels are not looked at. Leaves the files of `artefact`, with no classes, and a history.
    """
    out.mkdir(parents=True, exist_ok=True)
    run = EmbeddingRun(training, config, out)
    while run.epoch < config.optimiser.epochs:
        run.train_epoch()
        progress(run.epoch)
    return run.finish(validation)


class EmbeddingRun:
    """The state of one training without labels."""

    def __init__(self, training: LabelledCells, config: EmbeddingConfig, out: Path) -> None:
        torch.manual_seed(config.seed)
        self._training, self._config, self._out = training, config, out
        self._network = Contrastive()
        if config.start is not None:
            load_weights(self._network.backbone, config.start)
        self._network.to(learning_device())
        self._average = WeightAverage(self._network, config.optimiser.average_decay)
        self._optimiser = make_optimiser(self._network, config.optimiser)
        self.epoch = load_checkpoint(out, self._network, self._average, self._optimiser)
        forget_beyond(out / HISTORY_FILE, "epoch", self.epoch)

    def train_epoch(self) -> None:
        """One pass over the cells of an epoch, a line of history, a checkpoint."""
        began = time.monotonic()
        rng = np.random.default_rng([self._config.seed, self.epoch])
        generator = torch.Generator().manual_seed(int(rng.integers(2**31)))
        order = rng.permutation(len(self._training))[: self._config.cells_per_epoch]
        batches = np.array_split(order, max(1, len(order) // self._config.optimiser.batch))
        self._network.train()
        losses = [self._step(batch, index / len(batches), rng, generator) for index, batch in enumerate(batches)]
        self.epoch += 1
        line = {"epoch": self.epoch, "epochs": self._config.optimiser.epochs, "loss": float(np.mean(losses))}
        append_point(self._out / HISTORY_FILE, line | {"seconds": round(time.monotonic() - began, 1)})
        save_checkpoint(self._out, self._network, self._average, self._optimiser, self.epoch)

    def finish(self, validation: LabelledCells) -> dict[str, float]:
        """Measure the averaged backbone on cells it never saw, beside an untrained one, and write the artefacts."""
        backbone = self._average.network.backbone.eval()
        figures = measure_retrieval(backbone, validation, self._config)
        card = CropNetworkCard(
            crop=CropSpec(**self._config.crop.model_dump()),
            epochs=self.epoch,
            training_cells={"cell": len(self._training)},
            validation=figures,
        )
        save_artefact(self._out, backbone, card, example_crops(validation, self._config.crop))
        return figures

    def _step(self, batch: Indices, part: float, rng: np.random.Generator, generator: Generator) -> float:
        set_rate(self._optimiser, self._config.optimiser, (self.epoch + part) / self._config.optimiser.epochs)
        views = (view(self._training, batch, self._config, rng, generator) for _ in range(2))
        left, right = (self._network(beside(one, self._network)) for one in views)
        loss = contrast_loss(left, right, self._config.contrast_temperature)
        if not loss.isfinite():
            raise diverged()
        self._optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        self._optimiser.step()
        self._average.update(self._network)
        return loss.item()
