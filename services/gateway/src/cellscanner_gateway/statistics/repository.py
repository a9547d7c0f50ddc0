"""What statistics read beside the prediction itself: specimens and corrected labels."""

from collections.abc import Sequence
from uuid import UUID

import numpy as np
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.annotations import repository as annotations
from cellscanner_gateway.annotations.cells import Content
from cellscanner_gateway.annotations.contents import Contents
from cellscanner_gateway.annotations.models import Annotation
from cellscanner_gateway.annotations.repository import Trail
from cellscanner_gateway.images.models import Image
from cellscanner_gateway.projects.models import Specimen
from cellscanner_gateway.statistics.sources import CorrectedLabels


async def specimen_names(session: AsyncSession, image_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Picture id to the name of its specimen, for those that have one."""
    statement = select(Image.id, Specimen.name).join(Specimen, Specimen.id == Image.specimen_id)
    rows = await session.execute(statement.where(Image.id.in_(image_ids)))
    return {row.id: row.name for row in rows}


async def annotation_trails(session: AsyncSession, image_ids: Sequence[UUID]) -> list[Trail]:
    """How to come to the current annotation of each picture that has one."""
    statement = select(Annotation.image_id, Annotation.revision).where(
        Annotation.image_id.in_(image_ids), Annotation.revision > 0
    )
    rows = (await session.execute(statement)).all()
    return [await annotations.trail(session, row.image_id, row.revision) for row in rows]


async def corrected_labels(contents: Contents, trails: Sequence[Trail]) -> dict[UUID, CorrectedLabels]:
    """The current labels at the end of each trail, by picture."""
    return {trail.image_id: _labels(await contents.at(trail), trail.revision) for trail in trails}


def _labels(content: Content, revision: int) -> CorrectedLabels:
    cells = list(content.cells.values())
    boxes = np.array([cell.box for cell in cells], np.float32).reshape(-1, 4)
    return CorrectedLabels(boxes, [cell.class_name for cell in cells], revision)
