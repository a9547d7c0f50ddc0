"""What crop size and margin cost and give: a short training of each pair, from one start, at one budget."""

import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime

from cellscanner_trainer.classifier.artefact import load_network
from cellscanner_trainer.classifier.config import ClassifierConfig, CropConfig
from cellscanner_trainer.classifier.network import CropClassifier
from cellscanner_trainer.classifier.samples import LabelledCells, jitter_boxes
from cellscanner_trainer.classifier.training import evaluate, train_classifier
from cellscanner_trainer.packaging.crop_network import package_crop_network

TIMED_BATCH = 64


@dataclass(frozen=True)
class CropRow:
    """One pair: validation figures on annotated boxes and on jittered ones, and one core's ms a crop."""

    size: int
    margin: float
    balanced_accuracy: float
    target_ap: float | None
    balanced_accuracy_jittered: float
    target_ap_jittered: float | None
    milliseconds: float


def crop_table(
    training: LabelledCells,
    validation: LabelledCells,
    classes: tuple[str, ...],
    target: str,
    config: ClassifierConfig,
    crops: Iterable[CropConfig],
    out: Path,
) -> Iterator[CropRow]:
    """Train and measure a classifier for each of `crops`; what was trained already in `out` is only measured."""
    rng = np.random.default_rng(config.seed)
    moved = jitter_boxes(validation.boxes, config.jitter, rng)
    jittered = LabelledCells(validation.pictures, validation.picture_index, moved, validation.labels)
    for crop in crops:
        settings = config.model_copy(update={"crop": crop})
        folder = out / f"{crop.size}-{crop.margin:g}"
        plain = train_classifier(training, validation, classes, settings, folder)
        network = load_network(folder)
        assert isinstance(network, CropClassifier)  # noqa: S101 - it has classes: this very function trained it
        rough = evaluate(network, jittered, classes, settings).score
        yield CropRow(
            crop.size,
            crop.margin,
            plain.balanced_accuracy,
            plain.classes[target].average_precision,
            rough.balanced_accuracy,
            rough.classes[target].average_precision,
            milliseconds_per_crop(folder),
        )


def milliseconds_per_crop(folder: Path, rounds: int = 15) -> float:
    """Time of one core for a crop, in batches of 64, in ONNX Runtime.

    Processor time and not the clock's, and the least of all rounds, since other work on the machine only adds.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    with tempfile.TemporaryDirectory() as scratch:
        package_crop_network(folder, Path(scratch))
        graph = str(Path(scratch) / "classifier.onnx")
        session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    size = session.get_inputs()[0].shape[-1]
    batch = np.random.default_rng(0).normal(size=(TIMED_BATCH, 3, size, size)).astype(np.float32)
    return min(_seconds(session, batch) for _ in range(rounds)) * 1000 / TIMED_BATCH


def _seconds(session: onnxruntime.InferenceSession, batch: np.ndarray) -> float:
    began = time.process_time()
    session.run(None, {"crops": batch})
    return time.process_time() - began
