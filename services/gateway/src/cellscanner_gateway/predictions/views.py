"""Rows of predictions as the API shows them."""

from collections import Counter, defaultdict
from uuid import UUID

from cellscanner_gateway.jobs.models import Job
from cellscanner_gateway.predictions.models import ImageState, Prediction
from cellscanner_gateway.predictions.repository import Picture
from cellscanner_gateway.predictions.schemas import PictureResult, PredictionOut, PredictionSummary, WarningOut


def summary(prediction: Prediction, job: Job, pictures: list[Picture]) -> PredictionSummary:
    counts: Counter[str] = Counter({one["name"]: 0 for one in prediction.classes})
    for picture in pictures:
        counts.update(picture.result.counts or {})
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
            "counts": dict(counts),
            "image_count": len(pictures),
        }
    )


def whole(prediction: Prediction, job: Job, pictures: list[Picture]) -> PredictionOut:
    return PredictionOut(
        **dict(summary(prediction, job, pictures)),
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
    found = [WarningOut(code="image-failed", message=_why(one), image_id=one.image.id) for one in failed]
    kinds: defaultdict[str, list[tuple[UUID, str]]] = defaultdict(list)
    for picture in pictures:
        for warning in picture.result.warnings:
            kinds[warning["code"]].append((picture.image.id, warning["message"]))
    return found + [_joined(code, cases) for code, cases in kinds.items()]


def _joined(code: str, cases: list[tuple[UUID, str]]) -> WarningOut:
    image_id, message = cases[0]
    if len(cases) == 1:
        return WarningOut(code=code, message=message, image_id=image_id)
    return WarningOut(code=code, message=f"{len(cases)} pictures, the first: {message}")


def _why(picture: Picture) -> str:
    detail = (picture.result.problem or {}).get("detail", "It could not be recognised.")
    return f"{picture.image.filename}: {detail}"
