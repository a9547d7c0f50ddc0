"""Peak memory of each service over 200 pictures, the three models in turn, pictures of every shape."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from bench.mosaic import mosaic
from cellscanner_shared.packages import ClassifierSpec, EmbeddingSpec
from numpy.typing import NDArray
from recognisers import Package, Service

PICTURES = 200
SETTLED = 20
GROWTH = 1.10


@pytest.fixture(scope="module")
def picture(data_dir: Path) -> NDArray[np.uint8]:
    return mosaic(data_dir, seed=0)


def is_largest(index: int, models: int) -> bool:
    """Every model meets the largest picture twice before its memory counts as settled, and three times after."""
    return index % (10 if index < SETTLED else 50) < models


def peaks(service: Service, use: Callable[[int], object]) -> list[float]:
    """Peak memory in MiB after each picture."""
    found = []
    for index in range(PICTURES):
        use(index)
        found.append(service.peak_mb())
    return found


def test_the_detector_stays_flat(detector: Service, packages: dict[str, Package], picture: NDArray[np.uint8]) -> None:
    rng = np.random.default_rng(0)
    models = list(packages.values())

    def use(index: int) -> None:
        package = models[index % len(models)]
        height, width = (int(side) for side in rng.integers(200, 601, 2))
        if is_largest(index, len(models)):
            height = width = 1000
        most = int(package.manifest.detector.input.max_size / package.manifest.detector.input.upsample)
        detector.post("/v1/detect", package, picture[None, : min(height, most), : min(width, most)])

    report("detector", len(models), peaks(detector, use), detector.resident_mb())


def test_the_classifier_stays_flat(
    classifier: Service, packages: dict[str, Package], picture: NDArray[np.uint8]
) -> None:
    rng = np.random.default_rng(0)
    models = list(packages.values())

    def use(index: int) -> None:
        package = models[index % len(models)]
        spec = _second_stage(package)
        count = 700 if is_largest(index, len(models)) else int(rng.integers(1, 200))
        crops = rng.integers(0, 256, (count, spec.crop.size, spec.crop.size, 3), np.uint8)
        embeddings = not isinstance(spec, ClassifierSpec)
        classifier.post("/v1/classify", package, crops, embeddings=str(embeddings).lower())

    report("classifier", len(models), peaks(classifier, use), classifier.resident_mb())


def _second_stage(package: Package) -> EmbeddingSpec:
    spec = package.manifest.classifier or package.manifest.embedding
    assert spec is not None, f"{package.manifest.ref} has no second stage"
    return spec


def report(name: str, models: int, peak: list[float], resident: float) -> None:
    marks = {index: round(peak[index - 1]) for index in (1, 5, SETTLED, 50, 100, PICTURES)}
    print(
        f"\n{name}, {models} models in turn, peak MiB after so many pictures: {marks}; in RAM at the end {resident:.0f}"
    )
    assert peak[-1] <= GROWTH * peak[SETTLED - 1]
