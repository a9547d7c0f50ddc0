"""Rows of predictions as the API shows them."""

from collections import Counter, defaultdict
from typing import Any
from uuid import UUID

from cellscanner_gateway.jobs.models import Job
from cellscanner_gateway.predictions.models import ImageState, Prediction
from cellscanner_gateway.predictions.repository import Picture, Sums
from cellscanner_gateway.predictions.schemas import PictureResult, PredictionOut, PredictionSummary
from cellscanner_gateway.warnings.failures import failure_notice
from cellscanner_gateway.warnings.schemas import WarningOut


def summary(prediction: Prediction, job: Job, sums: Sums) -> PredictionSummary:
    return PredictionSummary.model_validate(
        {
            "id": prediction.id,
            "project_id": prediction.project_id,
            "job_id": prediction.job_id,
            "state": job.state,
            "model": prediction.model,
            "confidence": prediction.confidence,
            "software_version": prediction.software_version,
            "created_at": prediction.created_at,
            "classes": prediction.classes,
            "counts": {one["name"]: 0 for one in prediction.classes} | dict(sums.counts),
            "image_count": sums.pictures,
        }
    )


def whole(prediction: Prediction, job: Job, pictures: list[Picture]) -> PredictionOut:
    counts: Counter[str] = Counter()
    for picture in pictures:
        counts.update(picture.result.counts or {})
    return PredictionOut(
        **dict(summary(prediction, job, Sums(len(pictures), counts))),
        warnings=_warnings(pictures),
        images=[_picture(picture) for picture in pictures],
    )


def _picture(picture: Picture) -> PictureResult:
    result, image = picture.result, picture.image
    names = ("state", "counts", "corrected", "warnings", "problem", "magnification", "analysed_megapixels")
    return PictureResult.model_validate(
        {
            **{name: getattr(result, name) for name in names},
            "image_id": image.id,
            "filename": image.filename,
            "group": image.group.name if image.group else None,
            "width": image.width,
            "height": image.height,
        }
    )


def _warnings(pictures: list[Picture]) -> list[WarningOut]:
    """One warning a failed picture, and one a kind of warning, naming the picture where there is one only."""
    failed = [picture for picture in pictures if picture.result.state == ImageState.FAILED]
    found = [WarningOut.of(failure_notice(one.image.filename, one.result.problem), one.image.id) for one in failed]
    kinds: defaultdict[str, list[tuple[UUID, dict[str, Any]]]] = defaultdict(list)
    for picture in pictures:
        for warning in picture.result.warnings:
            kinds[warning["code"]].append((picture.image.id, warning))
    return found + [_joined(cases) for cases in kinds.values()]


def _joined(cases: list[tuple[UUID, dict[str, Any]]]) -> WarningOut:
    image_id, warning = cases[0]
    if len(cases) == 1:
        return WarningOut.model_validate(warning | {"image_id": image_id})
    message = f"{len(cases)} pictures, the first: {warning['message']}"
    return WarningOut.model_validate(warning | {"message": message, "pictures": len(cases)})
