"""What a service call costs beyond the bare network run on the same arrays, both in the same minute."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from bench.mosaic import mosaic
from cellscanner_detector.prepare import Frame, prepare
from cellscanner_shared.crops import cut_crops
from numpy.typing import NDArray
from recognisers import Package, Service

ROUNDS = 7
BATCH = 64


@pytest.fixture(scope="module")
def picture(data_dir: Path) -> NDArray[np.uint8]:
    return mosaic(data_dir, seed=0)


def medians(*calls: Callable[[], object]) -> list[float]:
    """Median seconds of each, taken in turns so that a busy moment meets all of them."""
    seconds: list[list[float]] = [[] for _ in calls]
    for _ in range(ROUNDS):
        for call, taken in zip(calls, seconds, strict=True):
            begin = time.perf_counter()
            call()
            taken.append(time.perf_counter() - begin)
    return [float(np.median(taken)) for taken in seconds]


def test_detecting(detector: Service, packages: dict[str, Package], picture: NDArray[np.uint8]) -> None:
    package = packages["living-dead"]
    spec = package.manifest.detector
    tiles = picture[None]
    session = onnxruntime.InferenceSession(package.folder / spec.file, providers=["CPUExecutionProvider"])
    images = prepare(tiles, Frame.of(1000, 1000, spec.input), spec.input.pad_value)

    table = detector.post("/v1/detect", package, tiles)
    service, bare = medians(
        lambda: detector.post("/v1/detect", package, tiles), lambda: session.run(None, {"images": images})
    )

    report("detector, one tile of 1000 x 1000", f"{len(table)} cells", service, bare)
    assert service <= 1.15 * bare + 0.1


def test_classifying(
    detector: Service, classifier: Service, packages: dict[str, Package], picture: NDArray[np.uint8]
) -> None:
    package = packages["living-dead"]
    spec = package.manifest.classifier
    assert spec is not None
    boxes = np.ascontiguousarray(detector.post("/v1/detect", package, picture[None])[:, 1:5])
    crops = cut_crops(picture, boxes, size=spec.crop.size, margin=spec.crop.margin)
    session = onnxruntime.InferenceSession(package.folder / spec.file, providers=["CPUExecutionProvider"])
    ready = (crops.transpose(0, 3, 1, 2) / np.float32(255)).astype(np.float32)

    def bare_run() -> None:
        for start in range(0, len(ready), BATCH):
            session.run(None, {"crops": ready[start : start + BATCH]})

    classifier.post("/v1/classify", package, crops)
    service, bare = medians(lambda: classifier.post("/v1/classify", package, crops), bare_run)

    report("classifier", f"{len(crops)} crops of {spec.crop.size} px", service, bare)
    assert service <= 1.15 * bare + 0.1


def report(name: str, what: str, service: float, bare: float) -> None:
    print(f"\n{name}, {what}: service {service:.3f} s, bare ONNX Runtime {bare:.3f} s, ratio {service / bare:.2f}")
