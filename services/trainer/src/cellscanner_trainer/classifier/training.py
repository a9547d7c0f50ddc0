"""The training loop of the classifier: crops from annotations, classes balanced, weights averaged."""

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from cellscanner_shared.packages import CropSpec
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from cellscanner_trainer.classifier.artefact import CropNetworkCard, save_artefact
from cellscanner_trainer.classifier.augment import augment
from cellscanner_trainer.classifier.averaging import WeightAverage
from cellscanner_trainer.classifier.calibration import fit_temperature, probabilities
from cellscanner_trainer.classifier.checkpoint import load_checkpoint, save_checkpoint
from cellscanner_trainer.classifier.config import ClassifierConfig, CropConfig
from cellscanner_trainer.classifier.metrics import Score, score
from cellscanner_trainer.classifier.network import CropClassifier, load_weights, normalise
from cellscanner_trainer.classifier.samples import Indices, LabelledCells, balanced_epoch, jitter_boxes
from cellscanner_trainer.classifier.schedule import make_optimiser, set_rate
from cellscanner_trainer.progress import tell_nobody

HISTORY_FILE = "classifier-history.jsonl"


@dataclass(frozen=True)
class Evaluation:
    """Logits of every validation cell, its true class and what follows from them."""

    logits: Tensor
    labels: Tensor
    score: Score


def train_classifier(
    training: LabelledCells,
    validation: LabelledCells,
    classes: tuple[str, ...],
    config: ClassifierConfig,
    out: Path,
    progress: Callable[[int], None] = tell_nobody,
) -> Score:
    """Train, calibrate and store a classifier in the folder `out`; goes on from a checkpoint that lies there.

    Leaves the files of `artefact` and classifier-history.jsonl, a line an epoch.
    """
    out.mkdir(parents=True, exist_ok=True)
    run = ClassifierRun(training, validation, classes, config, out)
    while run.epoch < config.optimiser.epochs:
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
    ) -> None:
        torch.manual_seed(config.seed)
        self._training, self._validation = training, validation
        self._classes, self._config, self._out = classes, config, out
        self._network = CropClassifier(len(classes))
        if config.start is not None:
            load_weights(self._network, config.start)
        self._average = WeightAverage(self._network, config.optimiser.average_decay)
        self._optimiser = make_optimiser(self._network, config.optimiser)
        self.epoch = load_checkpoint(out, self._network, self._average, self._optimiser)

    def train_epoch(self) -> None:
        """One balanced pass over the training cells, a line of history, a checkpoint."""
        began = time.monotonic()
        seed = [self._config.seed, self.epoch]
        rng = np.random.default_rng(seed)
        generator = torch.Generator().manual_seed(int(rng.integers(2**31)))
        order = balanced_epoch(self._training.labels, len(self._classes), self._config.balance_to, rng)
        batches = np.array_split(order, max(1, len(order) // self._config.optimiser.batch))
        self._network.train()
        losses = [self._step(batch, index / len(batches), rng, generator) for index, batch in enumerate(batches)]
        self.epoch += 1
        save_checkpoint(self._out, self._network, self._average, self._optimiser, self.epoch)
        self._record(float(np.mean(losses)), time.monotonic() - began)

    def finish(self) -> Score:
        """Evaluate the averaged weights, fit the temperature, write the artefacts."""
        evaluation = evaluate(self._average.network, self._validation, self._classes, self._config)
        counts = np.bincount(self._training.labels, minlength=len(self._classes))
        card = CropNetworkCard(
            classes=self._classes,
            crop=CropSpec(**self._config.crop.model_dump()),
            temperature=fit_temperature(evaluation.logits, evaluation.labels),
            epochs=self.epoch,
            training_cells=dict(zip(self._classes, counts.tolist(), strict=True)),
            validation=asdict(evaluation.score),
        )
        examples = example_crops(self._validation, self._config.crop)
        save_artefact(self._out, self._average.network, card, examples)
        return evaluation.score

    def _step(self, batch: Indices, part: float, rng: np.random.Generator, generator: torch.Generator) -> float:
        config = self._config
        set_rate(self._optimiser, config.optimiser, (self.epoch + part) / config.optimiser.epochs)
        boxes = jitter_boxes(self._training.boxes[batch], config.jitter, rng)
        crop = config.mixed[int(rng.integers(len(config.mixed)))] if config.mixed else config.crop
        crops = self._training.cut(batch, crop, boxes).float().div_(255)
        logits, _ = self._network(normalise(augment(crops, config.photometric, generator)))
        labels = torch.from_numpy(self._training.labels[batch])
        loss = functional.cross_entropy(logits, labels, label_smoothing=config.label_smoothing)
        self._optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        self._optimiser.step()
        self._average.update(self._network)
        return loss.item()

    def _record(self, loss: float, seconds: float) -> None:
        line: dict[str, object] = {"epoch": self.epoch, "epochs": self._config.optimiser.epochs}
        line |= {"loss": loss, "seconds": round(seconds, 1)}
        if self.epoch % self._config.optimiser.evaluate_every == 0:
            line |= asdict(evaluate(self._average.network, self._validation, self._classes, self._config).score)
        with (self._out / HISTORY_FILE).open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(line) + "\n")


@torch.inference_mode()
def evaluate(
    network: CropClassifier, cells: LabelledCells, classes: tuple[str, ...], config: ClassifierConfig
) -> Evaluation:
    """Class every cell of `cells` from its annotated box, without augmentation."""
    network.eval()
    chunks = np.array_split(np.arange(len(cells)), max(1, len(cells) // 256))
    crops = (cells.cut(chunk, config.crop).float().div_(255) for chunk in chunks)
    logits = torch.cat([network(normalise(batch))[0] for batch in crops])
    labels = torch.from_numpy(cells.labels)
    return Evaluation(logits, labels, score(probabilities(logits, 1.0), cells.labels, classes))


def example_crops(cells: LabelledCells, crop: CropConfig, number: int = 64) -> NDArray[np.uint8]:
    """Crops of cells spread evenly over the set, `n x S x S x 3` uint8, to compare exported networks on."""
    chosen = np.unique(np.linspace(0, len(cells) - 1, number).astype(np.int64))
    return cells.cut(chosen, crop).permute(0, 2, 3, 1).contiguous().numpy()
