"""A package as its user meets it: both of its graphs, one after the other, on labelled pictures."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from cellscanner_shared.crops import cut_crops
from cellscanner_shared.packages import ClassifierSpec, ModelManifest
from numpy.typing import NDArray

from cellscanner_trainer.data.labelled import DataSet
from cellscanner_trainer.data.pixels import read_rgb
from cellscanner_trainer.detector.config import InputConfig
from cellscanner_trainer.detector.measuring import Found, apply_calibration, measure
from cellscanner_trainer.detector.prediction import onnx_network, predict
from cellscanner_trainer.evaluation.detection import Detections, MatchRule, Truth

# crops N x S x S x 3 uint8 to class indices N
Namer = Callable[[NDArray[np.uint8]], NDArray[np.int64]]


def measure_both_stages(folder: Path, manifest: ModelManifest, data: DataSet, rule: MatchRule) -> dict[str, Any]:
    """Figures on `data` with the detector's own classes, and with the classifier's, from the same detections."""
    if manifest.classifier is None:
        raise ValueError(f"{manifest.ref} has no classifier")
    first = _detect(folder, manifest, data)
    name = onnx_namer(folder, manifest.classifier)
    second = tuple(
        _rename(found, read_rgb(picture.path), manifest.classifier, name)
        for found, picture in zip(first.found, data.pictures, strict=True)
    )
    classes = manifest.classifier.classes
    return {
        "detector_alone": measure(first, classes, rule, manifest.confidence),
        "both_stages": measure(Found(second, first.truth), classes, rule, manifest.confidence),
    }


def onnx_namer(folder: Path, spec: ClassifierSpec) -> Namer:
    """The classifier's graph on the CPU as a function of crops."""
    session = onnxruntime.InferenceSession(str(folder / spec.file), providers=["CPUExecutionProvider"])
    mean, std = np.array(spec.mean, np.float32), np.array(spec.std, np.float32)

    def name(crops: NDArray[np.uint8]) -> NDArray[np.int64]:
        batch = np.ascontiguousarray(((crops.astype(np.float32) / 255 - mean) / std).transpose(0, 3, 1, 2))
        logits: NDArray[np.float32] = session.run(["logits"], {"crops": batch})[0]
        return np.asarray(logits.argmax(axis=1), np.int64)

    return name


def _detect(folder: Path, manifest: ModelManifest, data: DataSet) -> Found:
    spec = manifest.detector
    fed = InputConfig(
        upsample=spec.input.upsample,
        max_size=spec.input.max_size,
        largest_cell_px=round(spec.largest_cell_px),
        nms_iou=spec.nms_iou,
    )
    network = onnx_network(folder / spec.file)
    found = [apply_calibration(predict(network, read_rgb(one.path), fed), spec.calibration) for one in data.pictures]
    # The detector may name the classes in another order than the result does.
    names = [one.name for one in manifest.classes]
    places = np.array([names.index(name) for name in spec.classes], np.int64)
    renamed = tuple(Detections(one.boxes, one.scores, places[one.class_index]) for one in found)
    return Found(renamed, tuple(Truth(one.boxes, one.class_index) for one in data.pictures))


def _rename(found: Detections, picture: NDArray[np.uint8], spec: ClassifierSpec, name: Namer) -> Detections:
    if not len(found.boxes):
        return found
    crops = cut_crops(picture, found.boxes, size=spec.crop.size, margin=spec.crop.margin)
    return Detections(found.boxes, found.scores, name(crops))
