"""The quick mode's classifier: a new last layer on the features of the start package's network, in seconds."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

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
from cellscanner_trainer.personal.augmentation import CROPS
from cellscanner_trainer.personal.features import FeatureCache, Features, Looks, views_for
from cellscanner_trainer.personal.head import MOST_STEPS, Head, fit_head, make_lesson
from cellscanner_trainer.personal.job import Job, cells_of
from cellscanner_trainer.personal.memory import Memory, read_memory
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
    with job.clock.measure("features"):
        own, held, memory = _features(job, spec)
    with job.clock.measure("head"):
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

    def learn(part: Features, watch: Callable[[int, float, Head], None] = lambda *_: None) -> Head:
        lesson = make_lesson(flatten(part), memory, len(job.classes), share)
        return fit_head(lesson, prior, parameters.head_decay, watch)

    job.progress.begin("classifier", MOST_STEPS, "steps")
    head = learn(own, _History(job, held if len(held) else own))
    judged = held if len(held) else own
    logits = head.logits(held.plain) if len(held) else _out_of_fold(own, learn)
    values = torch.from_numpy(logits.astype(np.float32))
    before = score(probabilities(torch.from_numpy(prior.logits(judged.plain)), 1.0), judged.labels, job.classes)
    after = score(probabilities(values, 1.0), judged.labels, job.classes)
    card = CropNetworkCard(
        architecture=spec.architecture,
        classes=job.classes,
        crop=spec.crop,
        temperature=fit_temperature(values, torch.from_numpy(judged.labels)),
        epochs=0,
        training_cells=cells_of(job.data.training),
        validation={
            "on": job.judged_on if len(held) else "the training pictures, each judged by a head that never saw it",
            "views": own.values.shape[1],
            "remembered_cells": len(memory),
            "before": asdict(before) if isinstance(job.manifest.classifier, ClassifierSpec) else None,
            **asdict(after),
        },
    )
    save_artefact(folder, _network(job, spec, head), card, _examples(job.data.training, spec))


def prior_of(package: Path, spec: EmbeddingSpec, classes: tuple[str, ...]) -> Head:
    """The package's own rows for classes of the same name; zeros for the others."""
    weight, bias = np.zeros((len(classes), spec.embedding_size)), np.zeros(len(classes))
    if isinstance(spec, ClassifierSpec):
        stored = load_file(package / Path(spec.file).with_suffix(".safetensors"))
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
    pictures = len(np.unique(own.picture))
    folds = (own.picture if pictures > 1 else np.arange(len(own))) % _FOLDS
    logits = np.empty((len(own), 0))
    for fold in np.unique(folds):
        out = folds == fold
        head = learn(own.take(~out))
        if not logits.size:
            logits = np.zeros((len(own), len(head.bias)))
        logits[out] = head.logits(own.plain[out])
    return logits


def _network(job: Job, spec: EmbeddingSpec, head: Head) -> CropClassifier:
    network = CropClassifier(len(job.classes), spec.architecture)
    tensors = load_file(job.start / Path(spec.file).with_suffix(".safetensors"))
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
        with self._file.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(line) + "\n")
