"""Who sees which labels: a reading is its reader's alone until it is handed in, and who reads sees no other labels."""

from cellscanner_shared.errors import NotFound
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.annotations import repository
from cellscanner_gateway.annotations.errors import ReadingOpen, ReviewRefused
from cellscanner_gateway.annotations.models import AnnotationState, LabelSet, Reading
from cellscanner_gateway.annotations.whose import Whose
from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.images.models import Image
from cellscanner_gateway.images.service import get_image
from cellscanner_gateway.projects.access import demand
from cellscanner_gateway.projects.models import Role


async def see(session: AsyncSession, user: Principal, whose: Whose) -> tuple[Image, LabelSet | None]:
    """The picture and its labels, None where nobody has labelled it. Raises NotFound, ReadingOpen."""
    image = await get_image(session, user, whose.image_id)
    labels = await repository.find(session, whose.id)
    if whose.reading_id is not None:
        if not isinstance(labels, Reading) or labels.image_id != image.id:
            raise NotFound("There is no such reading.", reason="no-such-reading")
        if labels.reader_id == user.id:
            return image, labels
        if labels.state == AnnotationState.DRAFT:
            raise ReadingOpen(
                "This reading is not handed in yet; until then it is its reader's alone.", reason="reading-of-another"
            )
    if await repository.reads(session, image.id, user.id):
        raise ReadingOpen(
            "You are reading this picture yourself. Hand in your reading to see other labels of it.",
            reason="hand-in-first",
        )
    return image, labels


async def hold(session: AsyncSession, user: Principal, whose: Whose) -> tuple[Image, LabelSet | None]:
    """The same, to be changed. Raises NotFound, RoleTooLow, ReadingOpen, ReviewRefused for a reading handed in."""
    await get_image(session, user, whose.image_id, Role.ANNOTATOR)
    image, labels = await see(session, user, whose)
    if isinstance(labels, Reading) and labels.state != AnnotationState.DRAFT:
        raise ReviewRefused("A reading that was handed in stays as it is.", state=labels.state, reason="reading-stays")
    if labels is not None and labels.state == AnnotationState.ACCEPTED:
        await demand(session, user, image.project_id, Role.REVIEWER)
    return image, labels
