"""Sizes of the detector, all from random weights: accuracy against parameters, and what a picture costs."""

import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from cellscanner_shared.packages import Calibration
from torch import nn

from cellscanner_trainer.data.labelled import DataSet
from cellscanner_trainer.data.pixels import read_rgb
from cellscanner_trainer.detector.artefact import DetectorCard, detector_spec, save_detector
from cellscanner_trainer.detector.config import DetectorConfig
from cellscanner_trainer.detector.measuring import find
from cellscanner_trainer.detector.prediction import Network, onnx_network, predict
from cellscanner_trainer.evaluation.resampling import draws, estimate, figures
from cellscanner_trainer.experiments.course import Course, CourseSettings
from cellscanner_trainer.experiments.drawing import draw_sizes
from cellscanner_trainer.packaging.detector_network import package_detector
from cellscanner_trainer.pipeline import Request

FIGURE = "sizes.svg"
_TIMED_PICTURES = 20


class Sizes(CourseSettings):
    """A training of each of `sizes` (n, s, m, l, x); `samples` draws of pictures give the intervals."""

    sizes: tuple[str, ...] = ("n", "s", "m")
    samples: int = 1000


def sizes(request: Request, settings: Sizes) -> Iterator[Mapping[str, Any]]:
    """A row an epoch and size, then a row a size: parameters, figures on all test pictures, milliseconds a picture."""
    course = Course.of(request, settings)
    points: dict[str, tuple[int, float]] = {}
    for size in settings.sizes:
        config = course.config.model_copy(update={"architecture": f"yolov5{size}u", "start": None})
        training, measured = course.run(f"size-{size}", config)
        for epoch, line in enumerate(measured, start=1):
            yield {"size": size, "epoch": epoch, "map50": line["map50"], "map": line["map"]}
        parameters = sum(one.numel() for one in training.average.parameters())
        served = _served(training.average, config, course.splits.test.classes, request.work / f"size-{size}")
        row = _accuracy(served, course.splits.test, config, settings.samples)
        points[size] = parameters, row["map50"]
        yield {"size": size, "parameters": parameters, **row, "ms": _milliseconds(served, course.splits.test, config)}
    (request.work / FIGURE).write_text(draw_sizes(points, "mAP@0.5"), encoding="utf-8")


def _served(network: nn.Module, config: DetectorConfig, classes: tuple[str, ...], folder: Path) -> Network:
    """The network as a package holds it, on one thread."""
    save_detector(folder, network, DetectorCard(spec=detector_spec(config, classes, Calibration()), metrics={}))
    packed = folder / "packed"
    packed.mkdir(exist_ok=True)
    spec, _ = package_detector(folder, packed)
    return onnx_network(packed / spec.file)


def _accuracy(network: Network, test: DataSet, config: DetectorConfig, samples: int) -> dict[str, Any]:
    """Mean over the classes of AP at IoU 0.5 and at 0.5 to 0.95, the first with the 95 % interval over pictures."""
    result, classes = find(network, test, config.input), range(len(test.classes))
    drawn = figures(result.found, result.truth, len(classes), 0.5, draws(len(test.pictures), samples, seed=0))
    map50, map_all = (estimate(np.mean([drawn[name, index] for index in classes], axis=0)) for name in ("ap50", "ap"))
    interval = [None if one is None else round(one, 4) for one in (map50.low, map50.high)]
    return {"map50": round(map50.value or 0.0, 4), "interval": interval, "map": round(map_all.value or 0.0, 4)}


def _milliseconds(network: Network, test: DataSet, config: DetectorConfig) -> float:
    """Processor time of one thread a picture, the first of which warms up and does not count."""
    pictures = [read_rgb(one.path) for one in test.pictures[: _TIMED_PICTURES + 1]]
    predict(network, pictures[0], config.input)
    began = time.process_time()
    for pixels in pictures[1:]:
        predict(network, pixels, config.input)
    return round(1000 * (time.process_time() - began) / max(1, len(pictures) - 1), 2)
