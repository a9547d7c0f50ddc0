"""How long a training takes: by what the last ones of its mode took here, and before there is one by our figures."""

import numpy as np
from cellscanner_shared.trainings import HE_UNIT, classifier_crop

from cellscanner_gateway.trainings.classes import CLASSIFICATION, DETECTION
from cellscanner_gateway.trainings.pace import Pace, Seconds
from cellscanner_gateway.trainings.prospect import Prospect

# Processor seconds of yolov5nu and resnet34 at 32 px, measured: docs/experiments.md. Megapixels are the network's.
_MEGAPIXEL_LEARNED = 1.7
_MEGAPIXEL_DETECTED = 0.43
_CROP_LEARNED = 0.019
_CROP_EMBEDDED = 0.0023
# Times that of yolov5nu, between learning and detecting.
SIZE_COST = {"yolov5nu": 1.0, "yolov5su": 2.5, "yolov5mu": 6.0, "yolov5lu": 11.5, "yolov5xu": 22.0}
_MEGAPIXEL_READ = 0.2
_EXPORT = 12.0
_OTHER = 15.0
# What the trainer does: see its modules personal.features and detector.run.
_MOST_CROPS, _MOST_VIEWS = 6000, 8
_WATCHED_PICTURES = 60
_LARGEST_CROP, _SMALLEST_CROP = 480, 128


def expected_seconds(prospect: Prospect) -> Seconds:
    """What each stage will take at the pace of the last trainings of the mode."""
    factors = prospect.paces.get(prospect.request.mode, Pace()).factors
    return {stage: seconds * factors.get(stage, 1.0) for stage, seconds in assumed_seconds(prospect).items()}


def assumed_seconds(prospect: Prospect) -> Seconds:
    """What each stage takes by our figures, in the order in which they come."""
    megapixels = sum(one.image.width * one.image.height for one in (*prospect.subjects, *prospect.replay)) / 1e6
    stages = {"reading": megapixels * _MEGAPIXEL_READ}
    if DETECTION in prospect.request.units or HE_UNIT in prospect.request.units:
        stages["detector"] = _DETECTOR[prospect.request.mode](prospect)
    if CLASSIFICATION in prospect.request.units:
        stages["classifier"] = _CLASSIFIER[prospect.request.mode](prospect)
    stages["export"] = _EXPORT
    # Old and new each look at the hold-out; the new one may be larger.
    held_out = _network_megapixels(prospect, "test") * _MEGAPIXEL_DETECTED * (1 + _size_cost(prospect))
    stages["comparison"] = held_out + 2 * _cells(prospect, "test") * _CROP_EMBEDDED
    return stages | {"other": _OTHER}


def _recalibrated(prospect: Prospect) -> float:
    return _network_megapixels(prospect, "val") * _MEGAPIXEL_DETECTED


def _detector_learned(prospect: Prospect) -> float:
    parameters = prospect.detector_parameters
    learned = parameters.steps * parameters.batch * (_crop_side(prospect) ** 2 / 1e6) * _MEGAPIXEL_LEARNED
    share = min(1.0, _WATCHED_PICTURES / max(1, len(prospect.of_side("val"))))
    looks = parameters.steps // parameters.evaluate_every + 1 / share
    watched = looks * share * _network_megapixels(prospect, "val") * _MEGAPIXEL_DETECTED
    return (learned + watched) * _size_cost(prospect)


def _head_learned(prospect: Prospect) -> float:
    cells = _cells(prospect, "train")
    views = min(_MOST_VIEWS, max(1, _MOST_CROPS // max(1, cells)))
    rest = _cells(prospect, "val") + sum(len(one.cells[1]) for one in prospect.replay)
    return (cells * views + rest) * _CROP_EMBEDDED * _crop_cost(prospect)


def _classifier_learned(prospect: Prospect) -> float:
    cells, replay = _cells(prospect, "train"), prospect.request.replay
    drawn = cells / (1 - replay.share) if replay is not None and prospect.replay else cells
    each = drawn * _CROP_LEARNED + _cells(prospect, "val") * _CROP_EMBEDDED
    return prospect.request.parameters.classifier.epochs * each * _crop_cost(prospect)


_DETECTOR = {"quick": _recalibrated, "full": _detector_learned}
_CLASSIFIER = {"quick": _head_learned, "full": _classifier_learned}


def _size_cost(prospect: Prospect) -> float:
    own = prospect.origins.start.manifest.detector.architecture
    trains = prospect.request.mode == "full" and (
        DETECTION in prospect.request.units or HE_UNIT in prospect.request.units
    )
    return SIZE_COST.get((prospect.detector_parameters.architecture if trains else None) or own, 1.0)


def _crop_cost(prospect: Prospect) -> float:
    # A quick training on a detector's backbone, too, is taken to cost what a ResNet34 costs at 32 px; it costs less.
    own = classifier_crop(prospect.origins.start.manifest)
    size = prospect.request.parameters.classifier.crop_size or (own.size if own is not None else 32)
    return max(0.5, (size / 32) ** 2)


def _crop_side(prospect: Prospect) -> int:
    """As the trainer chooses it: most pictures whole, within bounds."""
    sides = [max(one.image.width, one.image.height) for one in prospect.of_side("train")] or [_SMALLEST_CROP]
    whole = float(np.median(sides)) * prospect.origins.start.manifest.detector.input.upsample
    return int(np.clip(-(-whole // 32) * 32, _SMALLEST_CROP, _LARGEST_CROP))


def _network_megapixels(prospect: Prospect, side: str) -> float:
    pixels = sum(
        one.image.width * one.image.height
        for one, its in zip(prospect.subjects, prospect.sides, strict=True)
        if its == side
    )
    return pixels / 1e6 * prospect.origins.start.manifest.detector.input.upsample**2


def _cells(prospect: Prospect, side: str) -> int:
    return sum(len(one.cells[1]) for one, its in zip(prospect.subjects, prospect.sides, strict=True) if its == side)
