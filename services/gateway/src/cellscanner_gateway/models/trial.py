"""A package is kept only if detector and classifier run it: once, on a small tile and two small crops."""

import numpy as np
from cellscanner_shared.packages import ClassifierSpec

from cellscanner_gateway.models.errors import PackageUnusable
from cellscanner_gateway.pipeline.errors import ModelRefused, ServiceFailed
from cellscanner_gateway.pipeline.handle import ModelHandle
from cellscanner_gateway.pipeline.recognise import Services

_DETECTION_COLUMNS = 7
_GREY = 128


async def run_once(model: ModelHandle, services: Services) -> None:
    """Raises PackageUnusable where a network cannot be run, ServiceUnavailable where nobody is there to try."""
    try:
        await _detect(model, services)
        await _classify(model, services)
    except (ModelRefused, ServiceFailed) as error:
        raise PackageUnusable(
            f"The package was tried and does not run. {error.detail}",
            reason="package-does-not-run",
            problem=error.problem(),
        ) from error


async def _detect(model: ModelHandle, services: Services) -> None:
    spec = model.manifest.detector
    side = max(1, round(min(spec.input.max_size, 2 * spec.input.multiple) / spec.input.upsample))
    tiles = np.full((1, side, side, 3), _GREY, np.uint8)
    found = await services.detector.send("/v1/detect", model.query, tiles, _DETECTION_COLUMNS)
    if len(found) and not (np.isfinite(found).all() and found[:, 6].max() < len(spec.classes)):
        raise PackageUnusable(
            "The detector of the package answers what are no cells.", reason="detector-finds-no-cells"
        )


async def _classify(model: ModelHandle, services: Services) -> None:
    spec = model.manifest.classifier or model.manifest.embedding
    if spec is None:
        return
    classes = len(spec.classes) if isinstance(spec, ClassifierSpec) else 0
    crops = np.full((2, spec.crop.size, spec.crop.size, 3), _GREY, np.uint8)
    query = {**model.query, "embeddings": "true"}
    answer = await services.classifier.send("/v1/classify", query, crops, classes + spec.embedding_size)
    if len(answer) != len(crops) or not np.isfinite(answer).all():
        raise PackageUnusable(
            "The classifier of the package does not answer for every crop.", reason="classifier-misses-crops"
        )
