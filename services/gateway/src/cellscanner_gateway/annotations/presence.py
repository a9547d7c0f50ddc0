"""Who has which picture open: a page says so every twenty seconds, and is forgotten a minute after it stops."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import case, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.annotations.models import AnnotationPresence
from cellscanner_gateway.annotations.schemas import PresenceOut, ProjectPresenceOut
from cellscanner_gateway.auth.models import User
from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.database import utc_now
from cellscanner_gateway.images.models import Image
from cellscanner_gateway.images.service import get_image
from cellscanner_gateway.pagination import Page
from cellscanner_gateway.projects.service import get_project

FORGOTTEN_AFTER = timedelta(minutes=1)
_THERE = (
    select(User.username, AnnotationPresence.since)
    .join(User, User.id == AnnotationPresence.user_id)
    .order_by(AnnotationPresence.since)
)


async def renew(session: AsyncSession, user: Principal, image_id: UUID) -> None:
    """Note that the user has the picture open; `since` begins anew after an absence. Raises NotFound."""
    await get_image(session, user, image_id)
    now = utc_now()
    given = insert(AnnotationPresence).values(image_id=image_id, user_id=user.id, since=now, seen_at=now)
    absent = AnnotationPresence.seen_at < now - FORGOTTEN_AFTER
    await session.execute(
        given.on_conflict_do_update(
            index_elements=["image_id", "user_id"],
            set_={"seen_at": now, "since": case((absent, now), else_=AnnotationPresence.since)},
        )
    )
    await session.execute(delete(AnnotationPresence).where(AnnotationPresence.image_id == image_id, absent))


async def in_project(session: AsyncSession, user: Principal, project_id: UUID) -> Page[ProjectPresenceOut]:
    """Who has which picture of the project open now, the first first. Raises NotFound."""
    project = await get_project(session, user, project_id)
    statement = (
        _THERE.add_columns(AnnotationPresence.image_id)
        .join(Image, Image.id == AnnotationPresence.image_id)
        .where(Image.project_id == project.id, AnnotationPresence.seen_at >= utc_now() - FORGOTTEN_AFTER)
    )
    found = await session.execute(statement)
    items = [ProjectPresenceOut(username=name, since=since, image_id=image_id) for name, since, image_id in found]
    return Page(items=items, next_cursor=None)


async def present(session: AsyncSession, user: Principal, image_id: UUID) -> Page[PresenceOut]:
    """Who has the picture open now, the first first. Raises NotFound."""
    await get_image(session, user, image_id)
    statement = _THERE.where(
        AnnotationPresence.image_id == image_id, AnnotationPresence.seen_at >= utc_now() - FORGOTTEN_AFTER
    )
    items = [PresenceOut(username=name, since=since) for name, since in await session.execute(statement)]
    return Page(items=items, next_cursor=None)
