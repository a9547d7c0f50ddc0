"""The training loop of the detector: resumable, cancellable, offline. See docs/adr/0004-own-training-loop.md."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from ultralytics.utils.torch_utils import ModelEMA

from cellscanner_trainer.data.labelled import DataSet
from cellscanner_trainer.detector.checkpoint import State, load_checkpoint, save_checkpoint
from cellscanner_trainer.detector.coco_weights import read_start
from cellscanner_trainer.detector.config import DetectorConfig, OptimiserConfig
from cellscanner_trainer.detector.network import build_detector, detection_loss, load_matching, to_input
from cellscanner_trainer.detector.sampling import CropSampler, Replay
from cellscanner_trainer.device import beside, learning_device
from cellscanner_trainer.early_stop import Best
from cellscanner_trainer.errors import diverged
from cellscanner_trainer.history import append_point, forget_beyond
from cellscanner_trainer.progress import tell_nobody

HISTORY = "detector-history.jsonl"
LOG_EVERY = 10
BEST_FILE = "detector-best.safetensors"
# What is best, of the figures that `evaluate` gives.
WATCHED_FIGURE = "map50"


@dataclass(frozen=True, slots=True)
class Hooks:
    """What a training asks and tells while it runs.

    `stop` is asked after every step; `progress` gets the steps done and in all; `evaluate` gets the averaged
    network and returns figures for the history.
    """

    stop: Callable[[], bool] = lambda: False
    progress: Callable[[int, int], None] = tell_nobody
    evaluate: Callable[[nn.Module], dict[str, float]] | None = None


class Training:
    """One detector's training; `run` goes on from the folder's checkpoint if there is one."""

    def __init__(
        self,
        data: DataSet,
        config: DetectorConfig,
        folder: Path,
        hooks: Hooks | None = None,
        replay: Replay | None = None,
    ) -> None:
        if config.threads:
            torch.set_num_threads(config.threads)
        torch.manual_seed(config.seed)
        folder.mkdir(parents=True, exist_ok=True)
        self._config, self._folder, self._hooks = config, folder, hooks or Hooks()
        network = build_detector(config.architecture, len(data.classes))
        self.fitted = load_matching(network, read_start(config.start)) if config.start else 0
        network.train().to(learning_device()).to(memory_format=torch.channels_last)
        freeze(network, config.freeze)
        self._loss = detection_loss(network)
        self._average = ModelEMA(network, decay=config.optimiser.average_decay, tau=100)  # type: ignore[no-untyped-call]
        self._sampler = CropSampler(data, config, replay)
        self._best = Best(folder / BEST_FILE)
        self._state = State(network, self._average.ema, make_optimiser(network, config.optimiser))
        if load_checkpoint(folder, self._state):
            self._average.updates = self._state.step
        forget_beyond(folder / HISTORY, "step", self._state.step)

    @property
    def step(self) -> int:
        """Steps done so far."""
        return self._state.step

    @property
    def seconds(self) -> float:
        """Time spent in steps, over all starts."""
        return self._state.seconds

    @property
    def average(self) -> nn.Module:
        """The running mean of the weights: the result; after a `run` with patience, the best of them."""
        return self._average.ema

    @property
    def is_over(self) -> bool:
        """Whether all steps are done, or nothing got better for too long."""
        config = self._config
        patience = config.patience
        stale = patience is not None and self._best.is_stale(self.step, config.evaluate_every, patience)
        return self.step >= config.optimiser.steps or stale

    def run(self) -> bool:
        """Trains to the end; False if `stop` ended it early. A checkpoint is left either way."""
        total, saved = self._config.optimiser.steps, time.monotonic()
        while not self.is_over and not self._hooks.stop():
            self._one_step()
            self._hooks.progress(self.step, total)
            if time.monotonic() - saved > self._config.checkpoint_seconds:
                save_checkpoint(self._folder, self._state)
                saved = time.monotonic()
        save_checkpoint(self._folder, self._state)
        if self._config.patience is not None:
            self._best.restore(self.average)
        return self.is_over

    def _one_step(self) -> None:
        started, optimiser, config = time.monotonic(), self._state.optimiser, self._config.optimiser
        rate = set_rate(optimiser, config, self.step)
        pictures, targets = self._sampler.batch(self.step)
        network = self._state.network
        loss, parts = self._loss(network(to_input(beside(pictures, network))), targets)
        if not loss.isfinite().all():
            raise diverged()
        optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(loss.sum())
        nn.utils.clip_grad_norm_(network.parameters(), config.gradient_limit)
        optimiser.step()
        self._average.update(network)  # type: ignore[no-untyped-call]
        self._state.step += 1
        self._state.seconds += time.monotonic() - started
        self._log(parts, rate)

    def _log(self, parts: dict[str, Tensor], rate: float) -> None:
        last = self.step == self._config.optimiser.steps
        figures: dict[str, float] = {}
        if self._hooks.evaluate and (last or self.step % self._config.evaluate_every == 0):
            figures = self._hooks.evaluate(self.average)
        if self._config.patience is not None and WATCHED_FIGURE in figures:
            self._best.offer(figures[WATCHED_FIGURE], self.step, self.average.state_dict())
        if figures or last or self.step % LOG_EVERY == 0:
            losses = {name: round(float(value), 4) for name, value in parts.items()}
            line = {"step": self.step, "seconds": round(self.seconds, 1), "rate": round(rate, 6)} | losses | figures
            append_point(self._folder / HISTORY, line)


def freeze(network: nn.Module, stages: int) -> None:
    """Keep the first stages as they are: no gradients, and batch norms with the statistics they have."""
    layers: Any = network.model
    for layer in list(layers)[:stages]:
        layer.eval().requires_grad_(False)


def make_optimiser(network: nn.Module, config: OptimiserConfig) -> torch.optim.AdamW:
    """AdamW that decays the weights of layers, not the biases and the batch norms."""
    trained = [p for p in network.parameters() if p.requires_grad]
    decayed = [p for p in trained if p.ndim > 1]
    free = [p for p in trained if p.ndim <= 1]
    groups = [{"params": decayed, "weight_decay": config.weight_decay}, {"params": free, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=config.learning_rate)


def set_rate(optimiser: torch.optim.Optimizer, config: OptimiserConfig, step: int) -> float:
    """Sets and returns the learning rate of a step: linear rise, then cosine fall to `final_rate` of the highest."""
    rise = min(1.0, (step + 1) / config.warmup_steps)
    done = min(1.0, max(0.0, (step - config.warmup_steps) / max(1, config.steps - config.warmup_steps)))
    fall = config.final_rate + (1 - config.final_rate) * 0.5 * (1 + math.cos(math.pi * done))
    rate = config.learning_rate * rise * fall
    for group in optimiser.param_groups:
        group["lr"] = rate
    return rate
