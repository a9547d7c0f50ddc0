"""The training of the background network: windows with masks, cross-entropy of every pixel, weights averaged."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from cellscanner_trainer.background.network import BackgroundNetwork
from cellscanner_trainer.background.recipe import BackgroundConfig
from cellscanner_trainer.background.samples import MaskedCells, windows
from cellscanner_trainer.classifier.averaging import WeightAverage
from cellscanner_trainer.classifier.checkpoint import load_checkpoint, save_checkpoint
from cellscanner_trainer.classifier.network import normalise
from cellscanner_trainer.classifier.samples import Indices
from cellscanner_trainer.classifier.schedule import make_optimiser, set_rate
from cellscanner_trainer.device import beside, learning_device
from cellscanner_trainer.progress import tell_nobody

HISTORY_FILE = "background-history.jsonl"
_CHUNK = 256
Figures = dict[str, float]


def train_background(
    training: MaskedCells,
    validation: MaskedCells,
    config: BackgroundConfig,
    out: Path,
    progress: Callable[[int], None] = tell_nobody,
) -> tuple[BackgroundNetwork, Figures]:
    """The trained network and what it reaches on the validation's windows; goes on from a checkpoint in `out`."""
    out.mkdir(parents=True, exist_ok=True)
    run = BackgroundRun(training, config, out)
    while run.epoch < config.optimiser.epochs:
        loss, seconds = run.train_epoch()
        line = {"epoch": run.epoch, "loss": round(loss, 4), "seconds": round(seconds, 1)}
        line |= measure(run.network, validation, config)
        with (out / HISTORY_FILE).open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(line) + "\n")
        progress(run.epoch)
    return run.network, measure(run.network, validation, config)


class BackgroundRun:
    """The state of one training."""

    def __init__(self, training: MaskedCells, config: BackgroundConfig, out: Path) -> None:
        torch.manual_seed(config.seed)
        self._training, self._config, self._out = training, config, out
        self._network = BackgroundNetwork().to(learning_device())
        self._average = WeightAverage(self._network, config.optimiser.average_decay)
        self._optimiser = make_optimiser(self._network, config.optimiser)
        self.epoch = load_checkpoint(out, self._network, self._average, self._optimiser)

    @property
    def network(self) -> BackgroundNetwork:
        """The running mean of the weights: the result."""
        return self._average.network

    def train_epoch(self) -> tuple[float, float]:
        """Some of the cells once, and a checkpoint; mean loss and seconds."""
        began, config = time.monotonic(), self._config
        rng = np.random.default_rng([config.seed, self.epoch])
        generator = torch.Generator().manual_seed(int(rng.integers(2**31)))
        order = rng.permutation(len(self._training))[: config.cells_per_epoch]
        batches = np.array_split(order, max(1, len(order) // config.optimiser.batch))
        self._network.train()
        losses = [self._step(batch, index / len(batches), rng, generator) for index, batch in enumerate(batches)]
        self.epoch += 1
        save_checkpoint(self._out, self._network, self._average, self._optimiser, self.epoch)
        return float(np.mean(losses)), time.monotonic() - began

    def _step(self, batch: Indices, part: float, rng: np.random.Generator, generator: torch.Generator) -> float:
        optimiser = self._config.optimiser
        set_rate(self._optimiser, optimiser, (self.epoch + part) / optimiser.epochs)
        pictures, background = windows(self._training, batch, self._config, rng, generator)
        said = self._network(beside(pictures, self._network))
        loss = functional.binary_cross_entropy_with_logits(said, beside(background, self._network))
        self._optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        self._optimiser.step()
        self._average.update(self._network)
        return float(loss.item())


@torch.inference_mode()
def measure(network: BackgroundNetwork, masked: MaskedCells, config: BackgroundConfig) -> Figures:
    """Of the windows about all cells: share of pixels named rightly, intersection over union of background and cells.

    Once as they are, and once as grey negatives, a look without any colour of the stain.
    """
    network.eval()
    figures: Figures = {"cells": float(len(masked))}
    for name, change in (("", _as_is), ("grey_negative_", _grey_negative)):
        counts = torch.zeros(2, 2, dtype=torch.int64)
        for chunk in np.array_split(np.arange(len(masked)), max(1, len(masked) // _CHUNK)):
            pictures, background = masked.cut(chunk, config.crop)
            said = (network(beside(normalise(change(pictures)), network)).cpu() > 0).flatten().long()
            counts += torch.bincount((background > 0.5).flatten().long() * 2 + said, minlength=4).view(2, 2)
        figures |= {f"{name}{figure}": value for figure, value in _figures(counts).items()}
    return figures


def _as_is(pictures: torch.Tensor) -> torch.Tensor:
    return pictures


def _grey_negative(pictures: torch.Tensor) -> torch.Tensor:
    return (1 - pictures.mean(1, keepdim=True)).expand_as(pictures)


def _figures(counts: torch.Tensor) -> Figures:
    """`counts`: 2 x 2 pixels, rows true cell and background, columns said."""
    (cell, wrong_background), (wrong_cell, background) = counts.tolist()
    wrong = wrong_background + wrong_cell
    return {
        "pixel_accuracy": round((cell + background) / max(cell + background + wrong, 1), 4),
        "background_iou": round(background / max(background + wrong, 1), 4),
        "cell_iou": round(cell / max(cell + wrong, 1), 4),
    }
