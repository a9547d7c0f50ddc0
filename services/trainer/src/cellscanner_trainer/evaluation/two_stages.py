"""A package as its user meets it: both of its graphs, one after the other, on labelled pictures."""

from pathlib import Path
from typing import Any

import numpy as np
from cellscanner_shared.crops import cut_crops
from cellscanner_shared.packages import ClassifierSpec, ModelManifest
from numpy.typing import NDArray

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
    if (spec := manifest.classifier) is None:
        return found
    names = [one.name for one in manifest.classes]
    places = np.array([names.index(name) for name in spec.classes], np.int64)
    network = OnnxCrops(folder, spec)
    renamed = tuple(
        _renamed(one, read_rgb(picture.path), spec, network, places)
        for one, picture in zip(found.found, data.pictures, strict=True)
    )
    return Found(renamed, found.truth)


def _renamed(
    found: Detections, picture: NDArray[np.uint8], spec: ClassifierSpec, network: OnnxCrops, places: NDArray[np.int64]
) -> Detections:
    if not len(found.boxes):
        return found
    crops = cut_crops(picture, found.boxes, size=spec.crop.size, margin=spec.crop.margin)
    return Detections(found.boxes, found.scores, places[network.logits(crops).argmax(axis=1)])
