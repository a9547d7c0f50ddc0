"""The quick mode's classifier: a new last layer on the features of the start package's network, in seconds."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from cellscanner_shared.packages import ClassifierSpec, EmbeddingSpec
from numpy.typing import NDArray
from safetensors.torch import load_file

from cellscanner_trainer.classifier.artefact import CARD_FILE, CropNetworkCard, save_artefact
from cellscanner_trainer.classifier.calibration import fit_temperature, probabilities
from cellscanner_trainer.classifier.config import CropConfig, JitterConfig
from cellscanner_trainer.classifier.metrics import score
from cellscanner_trainer.classifier.network import CropClassifier, load_matching
from cellscanner_trainer.classifier.reading import read_cells
from cellscanner_trainer.classifier.training import HISTORY_FILE, example_crops
from cellscanner_trainer.data.labelled import DataSet
from cellscanner_trainer.history import append_point
from cellscanner_trainer.personal.augmentation import CROPS
from cellscanner_trainer.personal.features import FeatureCache, Features, Looks, views_for
from cellscanner_trainer.personal.head import MOST_STEPS, Head, fit_head, make_lesson
from cellscanner_trainer.personal.job import Job, cells_of
from cellscanner_trainer.personal.memory import Memory, read_memory
from cellscanner_trainer.personal.recalibration import FEWEST_CELLS
from cellscanner_trainer.pipeline import CROP_FOLDER

_FOLDS = 5
_LOG_EVERY = 5


def train_head(job: Job) -> None:
    """A new last layer on the start's features, with what it remembers; leaves the artefacts of a classifier."""
    folder = job.work / CROP_FOLDER
    if (folder / CARD_FILE).exists():
        return
    spec = job.manifest.classifier or job.manifest.embedding
    assert spec is not None  # noqa: S101 - every package has one of the two; `check` sees to it
    with job.clock.measure("features (part of classifier)"):
        own, held, memory = _features(job, spec)
    _fit(job, spec, own, held, memory)


def _features(job: Job, spec: EmbeddingSpec) -> tuple[Features, Features, Memory]:
    """The user's cells in several views, the validation's as annotated, and what is remembered or replayed."""
    wanted, training = job.plan.parameters.classifier, job.data.training
    jitter = JitterConfig(shift=wanted.jitter_shift, scale=wanted.jitter_scale)
    looks = Looks(jitter, CROPS[wanted.augmentation], wanted.augmentation != "none", job.plan.seed)
    cache = FeatureCache(job.start, spec, job.plan.start_digest, job.work / "features", looks)
    views = views_for(sum(cells_of(training).values()))
    job.progress.begin("features", len(training.pictures), "pictures")
    own = cache.of(training, views, job.progress.advance)
    held = cache.of(job.data.validation, 1, lambda _: None)
    memory = read_memory(job.start, job.classes, spec.embedding_size)
    if job.replay is not None:
        replayed = cache.of(job.replay, 1, lambda _: None)
        memory += Memory(replayed.plain, replayed.labels)
    return own, held, memory


def _fit(job: Job, spec: EmbeddingSpec, own: Features, held: Features, memory: Memory) -> None:
    folder, parameters, plan = job.work / CROP_FOLDER, job.plan.parameters.classifier, job.plan
    folder.mkdir(parents=True, exist_ok=True)
    prior = prior_of(job.start, spec, job.classes)
    share = plan.replay.share if plan.replay is not None else parameters.base_share

    def learn(part: Features, watch: Callable[[int, float, Head], None] | None = None) -> Head:
        lesson = make_lesson(flatten(part), memory, len(job.classes), share)
        return fit_head(lesson, prior, parameters.head_decay, watch)

    job.progress.begin("classifier", MOST_STEPS, "steps")
    watched = held if len(held) else own
    head = learn(own, _History(job, watched))
    judged = _judge(job, own, held, head, learn)
    logits, before = (torch.from_numpy(values.astype(np.float32)) for values in (judged.logits, judged.before(prior)))
    validation: dict[str, Any] = {"on": judged.words, "views": own.values.shape[1], "remembered_cells": len(memory)}
    if isinstance(spec, ClassifierSpec):
        validation["before"] = asdict(score(probabilities(before, 1.0), judged.labels, job.classes))
    card = CropNetworkCard(
        architecture=spec.architecture,
        classes=job.classes,
        crop=spec.crop,
        background_channel=spec.background_channel,
        temperature=fit_temperature(logits, torch.from_numpy(judged.labels)),
        epochs=0,
        training_cells=cells_of(job.data.training),
        validation=validation | asdict(score(probabilities(logits, 1.0), judged.labels, job.classes)),
    )
    save_artefact(folder, _network(job, spec, head), card, _examples(job.data.training, spec))


@dataclass(frozen=True, eq=False)
class _Judged:
    """Cells that a head was not fitted to: its logits (N, C), their embeddings (N, D) and classes; which they are."""

    logits: NDArray[np.float64]
    features: NDArray[np.float32]
    labels: NDArray[np.int64]
    words: str

    def before(self, prior: Head) -> NDArray[np.float64]:
        """What the head was before."""
        return prior.logits(self.features)


def _judge(job: Job, own: Features, held: Features, head: Head, learn: Callable[[Features], Head]) -> _Judged:
    """The validation cells; where they are few, the training's too, each judged by a head that never saw it."""
    if len(held) >= FEWEST_CELLS:
        return _Judged(head.logits(held.plain), held.plain, held.labels, job.judged_on)
    logits = np.concatenate([head.logits(held.plain), _out_of_fold(own, learn)])
    features, labels = np.concatenate([held.plain, own.plain]), np.concatenate([held.labels, own.labels])
    words = "the validation pictures, and the training pictures by heads that never saw them"
    return _Judged(logits, features, labels, words)


def prior_of(package: Path, spec: EmbeddingSpec, classes: tuple[str, ...]) -> Head:
    """The package's own rows for classes of the same name; zeros for the others."""
    weight, bias = np.zeros((len(classes), spec.embedding_size)), np.zeros(len(classes))
    if isinstance(spec, ClassifierSpec):
        stored = load_file(package / spec.weights_file)
        for row, name in enumerate(classes):
            if name in spec.classes:
                weight[row] = stored["fc.weight"][spec.classes.index(name)].double().numpy()
                bias[row] = float(stored["fc.bias"][spec.classes.index(name)])
    return Head(weight, bias)


def flatten(features: Features) -> Memory:
    """Every view a row."""
    cells, views, size = features.values.shape
    return Memory(features.values.reshape(cells * views, size), np.repeat(features.labels, views))


def _out_of_fold(own: Features, learn: Callable[[Features], Head]) -> NDArray[np.float64]:
    """Logits of every cell by a head that learned without its picture (with one picture: without the cell)."""
    alone = len(np.unique(own.picture)) == 1
    folds = (np.arange(len(own)) if alone else own.picture) % _FOLDS
    order = np.argsort(folds, kind="stable")
    parts = [learn(own.take(folds != fold)).logits(own.plain[folds == fold]) for fold in np.unique(folds)]
    return np.concatenate(parts)[np.argsort(order)]


def _network(job: Job, spec: EmbeddingSpec, head: Head) -> CropClassifier:
    network = CropClassifier(len(job.classes), spec.architecture, background_channel=spec.background_channel)
    tensors = load_file(job.start / spec.weights_file)
    tensors |= {"fc.weight": torch.from_numpy(head.weight).float(), "fc.bias": torch.from_numpy(head.bias).float()}
    load_matching(network, tensors)
    return network


def _examples(training: DataSet, spec: EmbeddingSpec) -> NDArray[np.uint8]:
    few = DataSet(training.classes, tuple(picture for picture in training.pictures if len(picture))[:4])
    return example_crops(read_cells(few), CropConfig(size=spec.crop.size, margin=spec.crop.margin))


class _History:
    """Writes a line of classifier-history.jsonl every few steps, and tells the progress."""

    def __init__(self, job: Job, judged: Features) -> None:
        self._job, self._judged = job, judged
        self._file = job.work / CROP_FOLDER / HISTORY_FILE
        self._file.write_text("", encoding="utf-8")

    def __call__(self, step: int, loss: float, head: Head) -> None:
        self._job.progress.advance(step)
        if step % _LOG_EVERY and step != 1:
            return
        guesses = torch.from_numpy(head.logits(self._judged.plain))
        figures = score(probabilities(guesses, 1.0), self._judged.labels, self._job.classes)
        line = {"step": step, "steps": MOST_STEPS, "loss": round(loss, 5)}
        line |= {"balanced_accuracy": round(figures.balanced_accuracy, 4), "accuracy": round(figures.accuracy, 4)}
        append_point(self._file, line)
