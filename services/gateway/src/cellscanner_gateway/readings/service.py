"""Rules of readings: one a person and picture, theirs alone until it is handed in, and as it is from then on."""

from uuid import UUID

from cellscanner_shared.errors import NotFound
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.annotations.cells import Content
from cellscanner_gateway.annotations.commits import Desk, commit
from cellscanner_gateway.annotations.editing import beginning, replacement
from cellscanner_gateway.annotations.errors import ReviewRefused
from cellscanner_gateway.annotations.models import AnnotationState, Reading, RevisionKind
from cellscanner_gateway.annotations.repository import lock
from cellscanner_gateway.annotations.review import step_of
from cellscanner_gateway.annotations.schemas import StartIn
from cellscanner_gateway.annotations.whose import Whose
from cellscanner_gateway.audit import audit
from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.database import utc_now
from cellscanner_gateway.errors import Conflict
from cellscanner_gateway.images.service import get_image
from cellscanner_gateway.pagination import Page
from cellscanner_gateway.projects.models import Role
from cellscanner_gateway.projects.service import get_project
from cellscanner_gateway.readings import repository
from cellscanner_gateway.readings.schemas import ReadingOut


async def of_image(session: AsyncSession, user: Principal, image_id: UUID) -> Page[ReadingOut]:
    """Raises NotFound."""
    image = await get_image(session, user, image_id)
    return _page(user, await repository.of_image(session, image.id))


async def of_project(session: AsyncSession, user: Principal, project_id: UUID) -> Page[ReadingOut]:
    """Raises NotFound."""
    project = await get_project(session, user, project_id)
    return _page(user, await repository.of_project(session, project.id))


async def begin(desk: Desk, user: Principal, image_id: UUID, wanted: StartIn) -> ReadingOut:
    """A reading of one's own, from a prediction's cells or from nothing.

    Raises NotFound, RoleTooLow, InvalidRequest, Conflict for who has read the picture.
    """
    async with desk.resources.database.transaction() as session:
        await get_image(session, user, image_id, Role.ANNOTATOR)
    content, source = await beginning(desk, user, image_id, wanted)
    async with desk.resources.database.transaction() as session:
        reading = await repository.own(session, image_id, user.id)
    if reading.revision > 0:
        raise Conflict("You have a reading of this picture already.", reason="reading-begun")
    draft = replacement(RevisionKind.START, Content(), content, source)
    await commit(desk, user, Whose(image_id, reading.id), 0, draft)
    async with desk.resources.database.transaction() as session:
        return _out(user, await _locked(session, Whose(image_id, reading.id)), user.username)


async def hand_in(session: AsyncSession, user: Principal, whose: Whose) -> ReadingOut:
    """Let others see one's reading; it stays as it is from then on. Raises NotFound, RoleTooLow, ReviewRefused."""
    await get_image(session, user, whose.image_id, Role.ANNOTATOR)
    reading = await _locked(session, whose)
    if reading.reader_id != user.id or reading.state != AnnotationState.DRAFT:
        raise ReviewRefused("A reading is handed in once, by its reader.", state=reading.state, reason="handed-in-once")
    reading.revision += 1
    reading.state, reading.updated_at = AnnotationState.SUBMITTED.value, utc_now()
    session.add(step_of(reading, user))
    audit(session, "reading handed in", user.id, subject=str(reading.id), image=str(whose.image_id))
    return _out(user, reading, user.username)


async def give_up(session: AsyncSession, user: Principal, whose: Whose) -> None:
    """Take back what one has not handed in; reviewers take away any reading. Raises NotFound, RoleTooLow."""
    await get_image(session, user, whose.image_id)
    reading = await _locked(session, whose)
    is_own_draft = reading.reader_id == user.id and reading.state == AnnotationState.DRAFT
    await get_image(session, user, whose.image_id, Role.ANNOTATOR if is_own_draft else Role.REVIEWER)
    await session.delete(reading)
    audit(session, "reading deleted", user.id, subject=str(reading.id), image=str(whose.image_id))


async def _locked(session: AsyncSession, whose: Whose) -> Reading:
    reading = await lock(session, whose)
    if not isinstance(reading, Reading) or reading.image_id != whose.image_id:
        raise NotFound("There is no such reading.", reason="no-such-reading")
    return reading


def _page(user: Principal, found: repository.Found) -> Page[ReadingOut]:
    return Page(items=[_out(user, row, reader) for row, reader in found], next_cursor=None)


def _out(user: Principal, row: Reading, reader: str | None) -> ReadingOut:
    known = {name: getattr(row, name) for name in ("id", "image_id", "state", "revision", "created_at", "updated_at")}
    return ReadingOut.model_validate(known | {"reader": reader, "mine": row.reader_id == user.id})
