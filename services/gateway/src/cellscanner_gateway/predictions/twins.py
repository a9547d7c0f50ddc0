"""Near-duplicates: pictures of one project that are the same frame, or nearly. What is there twice counts twice."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.images.models import Image
from cellscanner_gateway.predictions.models import ImageState, PredictionImage
from cellscanner_gateway.trainings.likeness import alike_groups
from cellscanner_gateway.trainings.models import ImageHash
from cellscanner_gateway.warnings.notice import Notice

CODE = "near-duplicate"
# Bits of 64 that differ from their usual side at least: the hash of a flat field with a few spots says too little.
_LEAST_TOLD = 8


@dataclass(frozen=True)
class Hashed:
    """A picture with its perceptual hash."""

    image_id: UUID
    filename: str
    project_id: UUID
    dhash: int


async def mark_twins(session: AsyncSession, prediction_id: UUID) -> None:
    """Write the warning beside every picture of the prediction that has a twin in its project; safe to repeat."""
    own = select(Image.project_id).join(PredictionImage, PredictionImage.image_id == Image.id)
    projects = own.where(PredictionImage.prediction_id == prediction_id).distinct()
    statement = (
        select(Image.id, Image.filename, Image.project_id, ImageHash.dhash)
        .join(ImageHash, ImageHash.image_id == Image.id)
        .where(Image.project_id.in_(projects))
        .order_by(Image.created_at, Image.id)
    )
    hashed = [Hashed(*row) for row in await session.execute(statement)]
    found = await asyncio.to_thread(twins, hashed)
    rows = await session.execute(
        select(PredictionImage.image_id, PredictionImage.warnings).where(
            PredictionImage.prediction_id == prediction_id,
            PredictionImage.image_id.in_(found),
            PredictionImage.state == ImageState.SUCCEEDED.value,
        )
    )
    for image_id, warnings in rows.all():
        others = [one for one in warnings if one["code"] != CODE]
        await session.execute(
            update(PredictionImage)
            .where(PredictionImage.prediction_id == prediction_id, PredictionImage.image_id == image_id)
            .values(warnings=[*others, found[image_id].as_json()])
        )


def twins(hashed: Sequence[Hashed]) -> dict[UUID, Notice]:
    """Of each picture that has a twin: its warning, which names another one."""
    found: dict[UUID, Notice] = {}
    hashed = [one for one in hashed if _LEAST_TOLD <= (one.dhash & (1 << 64) - 1).bit_count() <= 64 - _LEAST_TOLD]
    for group in alike_groups([one.dhash for one in hashed], [one.project_id for one in hashed]):
        if len(group) > 1:
            for index in group:
                other = hashed[group[1] if index == group[0] else group[0]]
                found[hashed[index].image_id] = Notice(
                    "near-duplicate", {"filename": other.filename, "pictures": len(group)}
                )
    return found
