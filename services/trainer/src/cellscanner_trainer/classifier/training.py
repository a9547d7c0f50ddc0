"""The training loop of the classifier: crops from annotations, classes balanced, weights averaged."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from cellscanner_shared.packages import CropSpec
from numpy.typing import NDArray
from torch import Tensor, nn

from cellscanner_trainer.classifier.artefact import CropNetworkCard, save_artefact
from cellscanner_trainer.classifier.augment import augment
from cellscanner_trainer.classifier.averaging import WeightAverage
from cellscanner_trainer.classifier.calibration import fit_temperature, probabilities
from cellscanner_trainer.classifier.checkpoint import load_checkpoint, save_checkpoint
from cellscanner_trainer.classifier.config import ClassifierConfig, CropConfig
from cellscanner_trainer.classifier.metrics import Score, score
from cellscanner_trainer.classifier.network import CropClassifier, load_weights, normalise
from cellscanner_trainer.classifier.samples import (
    Indices,
    LabelledCells,
    class_weights,
    epoch_order,
    jitter_boxes,
    mix,
)
from cellscanner_trainer.classifier.schedule import make_optimiser, set_rate
from cellscanner_trainer.device import beside, learning_device
from cellscanner_trainer.early_stop import Best
from cellscanner_trainer.errors import DataRefused, classes_without_cells, diverged
from cellscanner_trainer.history import append_point, forget_beyond
from cellscanner_trainer.progress import tell_nobody

HISTORY_FILE = "classifier-history.jsonl"
BEST_FILE = "classifier-best.safetensors"


@dataclass(frozen=True)
class Evaluation:
    """Logits of every validation cell, its true class and what follows from them."""

    logits: Tensor
    labels: Tensor
    score: Score


@dataclass(frozen=True)
class ReplayCells:
    """Cells prepared beforehand, against forgetting, and their share of every batch; classes as the training's."""

    cells: LabelledCells
    share: float


def train_classifier(
    training: LabelledCells,
    validation: LabelledCells,
    classes: tuple[str, ...],
    config: ClassifierConfig,
    out: Path,
    progress: Callable[[int], None] = tell_nobody,
    replay: ReplayCells | None = None,
) -> Score:
    """Train, calibrate and store a classifier in the folder `out`; goes on from a checkpoint that lies there.

    The cells of `replay` are mixed into every batch and validate nothing.

    Leaves the files of `artefact` and classifier-history.jsonl, a line an epoch.
    """
    out.mkdir(parents=True, exist_ok=True)
    run = ClassifierRun(training, validation, classes, config, out, replay)
    while not run.is_over:
        run.train_epoch()
        progress(run.epoch)
    return run.finish()


class ClassifierRun:
    """The state of one training: networks, optimiser, generators and the number of epochs done."""

    def __init__(
        self,
        training: LabelledCells,
        validation: LabelledCells,
        classes: tuple[str, ...],
        config: ClassifierConfig,
        out: Path,
        replay: ReplayCells | None = None,
    ) -> None:
        torch.manual_seed(config.seed)
        self._own, self._validation = training, validation
        self._replay = replay
        self._training = training + replay.cells if replay is not None else training
        require_every_class(self._training, classes)
        self._classes, self._config, self._out = classes, config, out
        self._network = new_classifier(len(classes), config).to(learning_device())
        self._loss = make_loss(training, classes, config).to(learning_device())
        self._best = Best(out / BEST_FILE)
        self._average = WeightAverage(self._network, config.optimiser.average_decay)
        self._optimiser = make_optimiser(self._network, config.optimiser)
        self.epoch = load_checkpoint(out, self._network, self._average, self._optimiser)
        forget_beyond(out / HISTORY_FILE, "epoch", self.epoch)

    def train_epoch(self) -> None:
        """One balanced pass over the training cells, a line of history, a checkpoint."""
        began = time.monotonic()
        seed = [self._config.seed, self.epoch]
        rng = np.random.default_rng(seed)
        generator = torch.Generator().manual_seed(int(rng.integers(2**31)))
        # Of the networks that drop out: the same of an epoch, whether or not the training was stopped before it.
        torch.manual_seed(generator.initial_seed())
        order = self._order(rng)
        batches = np.array_split(order, max(1, len(order) // self._config.optimiser.batch))
        set_learning(self._network, self._config.freeze)
        losses = [self._step(batch, index / len(batches), rng, generator) for index, batch in enumerate(batches)]
        self.epoch += 1
        self._record(float(np.mean(losses)), time.monotonic() - began)
        save_checkpoint(self._out, self._network, self._average, self._optimiser, self.epoch)

    @property
    def is_over(self) -> bool:
        """Whether all epochs are done, or nothing got better for too long."""
        optimiser, patience = self._config.optimiser, self._config.patience
        stale = patience is not None and self._best.is_stale(self.epoch, optimiser.evaluate_every, patience)
        return self.epoch >= optimiser.epochs or stale

    def finish(self) -> Score:
        """Evaluate the averaged weights (with patience, the best of them), fit the temperature, write the artefacts."""
        if self._config.patience is not None:
            self._best.restore(self._average.network)
        evaluation = evaluate(self._average.network, self._validation, self._classes, self._config)
        counts = np.bincount(self._own.labels, minlength=len(self._classes))
        card = CropNetworkCard(
            architecture=self._config.architecture,
            classes=self._classes,
            crop=CropSpec(**self._config.crop.model_dump()),
            background_channel=self._config.background_channel,
            temperature=fit_temperature(evaluation.logits, evaluation.labels),
            epochs=self.epoch,
            training_cells=dict(zip(self._classes, counts.tolist(), strict=True)),
            validation=asdict(evaluation.score),
        )
        examples = example_crops(self._validation, self._config.crop)
        save_artefact(self._out, self._average.network, card, examples)
        return evaluation.score

    def _order(self, rng: np.random.Generator) -> Indices:
        own = epoch_order(self._own.labels, self._config, rng)
        if self._replay is None:
            return own
        again = epoch_order(self._replay.cells.labels, self._config, rng)
        return mix(own, again + len(self._own), self._replay.share, rng)

    def _step(self, batch: Indices, part: float, rng: np.random.Generator, generator: torch.Generator) -> float:
        config = self._config
        set_rate(self._optimiser, config.optimiser, (self.epoch + part) / config.optimiser.epochs)
        boxes = jitter_boxes(self._training.boxes[batch], config.jitter, rng)
        crop = config.mixed[int(rng.integers(len(config.mixed)))] if config.mixed else config.crop
        crops = self._training.cut(batch, crop, boxes).float().div_(255)
        changed = normalise(augment(crops, config.photometric, generator, turns=config.turns))
        logits, _ = self._network(beside(changed, self._network))
        loss = self._loss(logits, beside(torch.from_numpy(self._training.labels[batch]), self._network))
        if not loss.isfinite():
            raise diverged()
        self._optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        self._optimiser.step()
        self._average.update(self._network)
        return float(loss.item())

    def _record(self, loss: float, seconds: float) -> None:
        line: dict[str, object] = {"epoch": self.epoch, "epochs": self._config.optimiser.epochs}
        line |= {"loss": loss, "seconds": round(seconds, 1)}
        if self.epoch % self._config.optimiser.evaluate_every == 0:
            scored = evaluate(self._average.network, self._validation, self._classes, self._config).score
            line |= asdict(scored)
            if self._config.patience is not None:
                self._best.offer(scored.balanced_accuracy, self.epoch, self._average.network.state_dict())
        append_point(self._out / HISTORY_FILE, line)


def require_every_class(cells: LabelledCells, classes: tuple[str, ...]) -> None:
    """Raises DataRefused naming the classes without a cell."""
    counts = np.bincount(cells.labels, minlength=len(classes))
    if missing := [name for name, count in zip(classes, counts, strict=True) if not count]:
        raise classes_without_cells(missing)


def new_classifier(classes: int, config: ClassifierConfig) -> CropClassifier:
    """The network with the weights that it begins with; raises DataRefused where the background's are not named."""
    network = CropClassifier(classes, config.architecture, background_channel=config.background_channel)
    if network.background is not None:
        if config.background is None:
            raise DataRefused(
                "A background channel needs the weights of its network.", reason="background-without-weights"
            )
        load_weights(network.background, config.background)
    if config.start is not None:
        load_weights(network, config.start)
    return network


def set_learning(network: CropClassifier, freeze: bool) -> None:
    """Training mode; with `freeze` for the last layer alone, and every batch norm keeps its statistics."""
    network.train(not freeze)
    for name, parameter in network.named_parameters():
        learns = not freeze or name.startswith("fc.")
        parameter.requires_grad_(learns and not name.startswith("background."))


def make_loss(cells: LabelledCells, classes: tuple[str, ...], config: ClassifierConfig) -> nn.CrossEntropyLoss:
    """Cross-entropy, weighted by class where the configuration says so."""
    weights = torch.from_numpy(class_weights(cells.labels, len(classes))) if config.balance == "weighted" else None
    return nn.CrossEntropyLoss(weights, label_smoothing=config.label_smoothing)


@torch.inference_mode()
def evaluate(
    network: CropClassifier, cells: LabelledCells, classes: tuple[str, ...], config: ClassifierConfig
) -> Evaluation:
    """Class every cell of `cells` from its annotated box, without augmentation."""
    network.eval()
    chunks = np.array_split(np.arange(len(cells)), max(1, len(cells) // 256))
    crops = (cells.cut(chunk, config.crop).float().div_(255) for chunk in chunks)
    logits = torch.cat([network(beside(normalise(batch), network))[0].cpu() for batch in crops])
    labels = torch.from_numpy(cells.labels)
    return Evaluation(logits, labels, score(probabilities(logits, 1.0), cells.labels, classes))


def example_crops(cells: LabelledCells, crop: CropConfig, number: int = 64) -> NDArray[np.uint8]:
    """Crops of cells spread evenly over the set, `n x S x S x 3` uint8, to compare exported networks on."""
    chosen = np.unique(np.linspace(0, len(cells) - 1, number).astype(np.int64))
    return cells.cut(chosen, crop).permute(0, 2, 3, 1).contiguous().numpy()
