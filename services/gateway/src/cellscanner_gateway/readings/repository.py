"""Every query on readings. Who may ask, the caller has asked before."""

from uuid import UUID, uuid4

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.annotations.models import LabelSet, Reading
from cellscanner_gateway.auth.models import User
from cellscanner_gateway.images.models import Image

Found = list[tuple[Reading, str | None]]
_WITH_READER = select(Reading, User.username).outerjoin(User, User.id == Reading.reader_id)


async def own(session: AsyncSession, image_id: UUID, user_id: UUID) -> Reading:
    """The user's reading of the picture, made if there is none; nothing has been read in a new one."""
    row = insert(LabelSet).values(id=uuid4(), image_id=image_id, kind="reading", reader_id=user_id)
    await session.execute(row.on_conflict_do_nothing(index_elements=["image_id", "reader_id"]))
    statement = select(Reading).where(Reading.image_id == image_id, Reading.reader_id == user_id)
    return (await session.scalars(statement)).one()


async def of_image(session: AsyncSession, image_id: UUID) -> Found:
    """The readings of a picture, the first begun first, each with its reader's name."""
    return await _found(session, _WITH_READER.where(Reading.image_id == image_id))


async def of_project(session: AsyncSession, project_id: UUID) -> Found:
    """The readings of a project's pictures, the first begun first."""
    within = _WITH_READER.join(Image, Image.id == Reading.image_id)
    return await _found(session, within.where(Image.project_id == project_id))


async def _found(session: AsyncSession, statement: Select[Reading, str]) -> Found:
    begun = statement.where(Reading.revision > 0).order_by(Reading.created_at, Reading.id)
    return [(reading, reader) for reading, reader in await session.execute(begun)]
