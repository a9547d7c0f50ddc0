"""A package as its user meets it: both of its graphs, one after the other, on labelled pictures."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from cellscanner_shared.crops import cut_crops
from cellscanner_shared.packages import ClassifierSpec, ModelManifest
from numpy.typing import NDArray
from scipy.special import softmax

from cellscanner_trainer.classifier.onnx import OnnxCrops
from cellscanner_trainer.data.labelled import DataSet
from cellscanner_trainer.data.pixels import read_rgb
from cellscanner_trainer.detector.config import InputConfig
from cellscanner_trainer.detector.measuring import Found, find, measure
from cellscanner_trainer.detector.prediction import onnx_network
from cellscanner_trainer.evaluation.detection import Detections, MatchRule


def measure_both_stages(folder: Path, manifest: ModelManifest, data: DataSet, rule: MatchRule) -> dict[str, Any]:
    """Figures on `data` with the detector's own classes, and with the classifier's, from the same detections."""
    if manifest.classifier is None:
        raise ValueError(f"{manifest.ref} has no classifier")
    first = detect(folder, manifest, data)
    names = [one.name for one in manifest.classes]
    return {
        "detector_alone": measure(first, names, rule, manifest.confidence),
        "both_stages": measure(classify(folder, manifest, data, first), names, rule, manifest.confidence),
    }


def recognise(folder: Path, manifest: ModelManifest, data: DataSet) -> Found:
    """What the package finds, with calibrated scores and class indices along `manifest.classes`, beside the truth."""
    return classify(folder, manifest, data, detect(folder, manifest, data))


def input_config(manifest: ModelManifest) -> InputConfig:
    """How the detector of a package is fed."""
    spec = manifest.detector
    return InputConfig(
        upsample=spec.input.upsample,
        max_size=spec.input.max_size,
        largest_cell_px=round(spec.largest_cell_px),
        nms_iou=spec.nms_iou,
    )


def detect(folder: Path, manifest: ModelManifest, data: DataSet) -> Found:
    """The first stage alone."""
    raw = find(onnx_network(folder / manifest.detector.file), data, input_config(manifest))
    found = raw.calibrated(manifest.detector.calibration)
    # The detector may name the classes in another order than the result does, or name other ones.
    names = [one.name for one in manifest.classes]
    places = np.array([names.index(name) if name in names else 0 for name in manifest.detector.classes], np.int64)
    renamed = tuple(Detections(one.boxes, one.scores, places[one.class_index]) for one in found.found)
    return Found(renamed, found.truth)


def classify(folder: Path, manifest: ModelManifest, data: DataSet, found: Found) -> Found:
    """The same detections with the classifier's classes, where the package has a classifier."""
    if manifest.classifier is None:
        return found
    return decide(found, class_probabilities(folder, manifest, data, found))


def class_probabilities(
    folder: Path, manifest: ModelManifest, data: DataSet, found: Found
) -> tuple[NDArray[np.float32], ...]:
    """The classifier's probabilities (N, C) of every picture's detections, along `manifest.classes`."""
    if (spec := manifest.classifier) is None:
        raise ValueError(f"{manifest.ref} has no classifier")
    places = [spec.classes.index(one.name) for one in manifest.classes]
    network = OnnxCrops(folder, spec)
    return tuple(
        _probabilities(one, read_rgb(picture.path), spec, network)[:, places]
        for one, picture in zip(found.found, data.pictures, strict=True)
    )


def decide(found: Found, likely: Sequence[NDArray[np.float32]], weight: float = 0.0, *, ranked: bool = False) -> Found:
    """The detections named by the classifier's probabilities.

    `weight` adds to the log odds of the class that the detector named; products decide without it. With `ranked` the
    scores are those of a cell of that class: detection score times class score.
    """
    named = tuple(_decided(one, rows, weight, ranked) for one, rows in zip(found.found, likely, strict=True))
    return Found(named, found.truth)


def _decided(found: Detections, likely: NDArray[np.float32], weight: float, ranked: bool) -> Detections:
    if not len(found.boxes):
        return found
    heard = likely.astype(np.float64)
    heard[np.arange(len(heard)), found.class_index] *= np.exp(weight)
    heard /= heard.sum(axis=1, keepdims=True)
    scores = (found.scores * heard.max(axis=1)).astype(np.float32) if ranked else found.scores
    return Detections(found.boxes, scores, heard.argmax(axis=1).astype(np.int64))


def _probabilities(
    found: Detections, picture: NDArray[np.uint8], spec: ClassifierSpec, network: OnnxCrops
) -> NDArray[np.float32]:
    if not len(found.boxes):
        return np.empty((0, len(spec.classes)), np.float32)
    crops = cut_crops(picture, found.boxes, size=spec.crop.size, margin=spec.crop.margin)
    return np.asarray(softmax(network.logits(crops) / spec.temperature, axis=1), np.float32)
