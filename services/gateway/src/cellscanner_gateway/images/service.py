"""Rules of pictures: who finds them, what of them can change, what goes when they go."""

from uuid import UUID

from cellscanner_shared.errors import NotFound
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.audit import audit
from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.images import repository
from cellscanner_gateway.images.models import Image
from cellscanner_gateway.images.schemas import ImageUpdate
from cellscanner_gateway.objects import repository as objects
from cellscanner_gateway.projects.access import demand
from cellscanner_gateway.projects.models import Group, Role, Specimen
from cellscanner_gateway.projects.service import part_named


async def get_image(session: AsyncSession, user: Principal, image_id: UUID, least: Role = Role.VIEWER) -> Image:
    """A picture in whose project the user has at least this role. Raises NotFound for who is no member, RoleTooLow."""
    image = await repository.find_image(session, user.id, image_id)
    if image is None:
        raise _no_such_picture()
    await demand(session, user, image.project_id, least)
    return image


def _no_such_picture() -> NotFound:
    return NotFound("There is no such picture.", reason="no-such-picture")


async def update_image(session: AsyncSession, user: Principal, image_id: UUID, wanted: ImageUpdate) -> Image:
    image = await get_image(session, user, image_id, Role.ANNOTATOR)
    if "group" in wanted.model_fields_set:
        image.group = await part_named(session, Group, image.project_id, wanted.group) if wanted.group else None
    if "specimen" in wanted.model_fields_set:
        name = wanted.specimen
        image.specimen = await part_named(session, Specimen, image.project_id, name) if name else None
    if "micrometers_per_pixel" in wanted.model_fields_set:
        image.set_scale(wanted.micrometers_per_pixel)
    return image


async def delete_image(session: AsyncSession, user: Principal, image_id: UUID) -> None:
    """Remove the picture; the file it is a page of goes with its last page."""
    image = await get_image(session, user, image_id, Role.OWNER)
    # Two pages that go at once would each see the other, and leave the file to it.
    pages = await repository.lock_pages(session, image.source_id)
    if image.id not in pages:
        raise _no_such_picture()
    await session.delete(image)
    objects.doom(session, image.derived_prefix)
    if pages == [image.id]:
        objects.doom(session, f"pictures/{image.source_id}/")
    audit(session, "image deleted", user.id, subject=str(image.id))
