"""What statistics read beside the prediction itself: the names of specimens."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.images.models import Image
from cellscanner_gateway.projects.models import Specimen


async def specimen_names(session: AsyncSession, image_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Picture id to the name of its specimen, for those that have one."""
    statement = select(Image.id, Specimen.name).join(Specimen, Specimen.id == Image.specimen_id)
    rows = await session.execute(statement.where(Image.id.in_(image_ids)))
    return {row.id: row.name for row in rows}
