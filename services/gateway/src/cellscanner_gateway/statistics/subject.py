"""What a prediction's numbers are made of: first what the database says, from which they are known, then the cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from cellscanner_gateway.annotations import repository as annotations
from cellscanner_gateway.annotations.service import training_labels
from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.predictions import repository as predictions
from cellscanner_gateway.predictions import service as predictions_service
from cellscanner_gateway.predictions.models import ImageState, Prediction
from cellscanner_gateway.predictions.repository import Picture
from cellscanner_gateway.resources import Resources
from cellscanner_gateway.statistics import repository
from cellscanner_gateway.statistics.schemas import Labels
from cellscanner_gateway.statistics.sources import Source, read_sources


@dataclass(frozen=True, eq=False)
class Subject:
    """A prediction as the database has it; `revisions` are those of the corrected labels that are to be counted."""

    prediction: Prediction
    labels: Labels
    pictures: Sequence[Picture]
    specimens: Mapping[UUID, str]
    revisions: Mapping[UUID, int]

    @property
    def finished(self) -> bool:
        return all(one.result.state != ImageState.QUEUED for one in self.pictures)

    def basis(self) -> dict[str, Any]:
        """Everything that a number of this prediction depends on, beside what was asked for."""
        return {
            "prediction": str(self.prediction.id),
            "labels": self.labels,
            "pictures": [self._basis_of(one) for one in self.pictures],
        }

    def _basis_of(self, one: Picture) -> list[Any]:
        image, result = one.image, one.result
        group = image.group.name if image.group else None
        place = [str(image.id), image.filename, group, self.specimens.get(image.id), image.micrometers_per_pixel]
        counted = [result.state, result.problem, result.analysed_megapixels, result.warnings]
        return [*place, *counted, self.revisions.get(image.id)]


async def look(
    resources: Resources, user: Principal, prediction_id: UUID, labels: Labels, only: UUID | None = None
) -> Subject:
    """The user's prediction and its pictures, or that one. Raises NotFound."""
    async with resources.database.transaction() as session:
        prediction = await predictions_service.get(session, user, prediction_id)
        pictures = await predictions.pictures_of(session, [prediction.id])
        pictures = [one for one in pictures if only in (None, one.image.id)]
        ids = [one.image.id for one in pictures]
        specimens = await repository.specimen_names(session, ids)
        corrected = await annotations.of_images(session, user.id, ids) if labels == "current" else []
    succeeded = {one.image.id for one in pictures if one.result.state == ImageState.SUCCEEDED}
    revisions = {image.id: row.revision for row, image in corrected if image.id in succeeded}
    return Subject(prediction, labels, pictures, specimens, revisions)


async def read(resources: Resources, user: Principal, subject: Subject) -> tuple[Subject, dict[UUID, Source]]:
    """The cells by picture, and the subject with the revisions they are of: labels may have changed since it."""
    labelled = await training_labels(resources, list(subject.revisions), user.id)
    corrected = {one.image_id: one for one in labelled}
    sources = await read_sources(resources.store, subject.prediction, subject.pictures, corrected)
    revisions = {key: source.revision for key, source in sources.items() if source.revision is not None}
    return replace(subject, revisions=revisions), sources
