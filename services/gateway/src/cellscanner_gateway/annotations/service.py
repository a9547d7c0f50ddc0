"""Rules of annotations: who finds them, from what they start, how they change, what a training is given of them."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np
from cellscanner_shared.errors import NotFound
from cellscanner_shared.packages import ModelClass
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.annotations import repository
from cellscanner_gateway.annotations.cells import Changes, Content, difference
from cellscanner_gateway.annotations.commits import Desk, Draft, check_base, commit
from cellscanner_gateway.annotations.contents import Contents
from cellscanner_gateway.annotations.errors import PreconditionRequired
from cellscanner_gateway.annotations.labels import LabelledImage
from cellscanner_gateway.annotations.models import Annotation, AnnotationRevision, AnnotationState, LabelSet
from cellscanner_gateway.annotations.sight import hold, see
from cellscanner_gateway.annotations.trails import Trail, trail_to, trails_to, trails_to_prediction
from cellscanner_gateway.annotations.whose import Whose
from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.images.models import Image
from cellscanner_gateway.resources import Resources
from cellscanner_gateway.together import of_each

# Enough to hide the store's latency, few enough for its connections.
_CHECKED_THROUGHOUT = frozenset({AnnotationState.SUBMITTED.value, AnnotationState.ACCEPTED.value})


@dataclass(frozen=True)
class View:
    """A picture and one revision of its labels. `labels` and `row` are None for a picture nobody labelled."""

    image: Image
    labels: LabelSet | None
    row: AnnotationRevision | None
    author: str | None
    source: dict[str, Any] | None
    content: Content

    @property
    def revision(self) -> int:
        return self.row.revision if self.row else 0

    @property
    def labels_id(self) -> UUID:
        return self.labels.id if self.labels else self.image.id


async def view(desk: Desk, user: Principal, whose: Whose, revision: int | None = None) -> View:
    """Labels of a picture, now or at an old revision. Raises NotFound, ReadingOpen."""
    async with desk.resources.database.transaction() as session:
        image, labels = await see(session, user, whose)
        wanted = _wanted(labels, revision)
        row = await repository.find_revision(session, whose.id, wanted)
        author = await repository.author_of(session, row.author_id if row else None)
        source = await repository.source_at(session, whose.id, wanted)
        trail = await trail_to(session, whose.id, wanted)
    return View(image, labels, row, author, source, await desk.contents.at(trail))


def _wanted(labels: LabelSet | None, revision: int | None) -> int:
    current = labels.revision if labels else 0
    if revision is None:
        return current
    if revision > current:
        raise NotFound(
            f"There is no revision {revision}; the labels are at {current}.",
            current_revision=current,
            reason="no-such-revision",
            revision=revision,
        )
    return revision


async def _base(desk: Desk, user: Principal, whose: Whose, base: int | None) -> tuple[Image, Content]:
    """The picture and what is to be changed. Raises as `sight.hold`, and PreconditionRequired, AnnotationChanged."""
    async with desk.resources.database.transaction() as session:
        image, labels = await hold(session, user, whose)
        if base is None:
            raise PreconditionRequired('Send If-Match with the revision you have, for example If-Match: "0".')
        check_base(labels, base)
        trail = await trail_to(session, whose.id, base)
    return image, await desk.contents.at(trail)


async def change(
    desk: Desk, user: Principal, whose: Whose, base: int | None, make: Callable[[Image, Content], Draft]
) -> AnnotationRevision:
    """One more revision: what `make`, run beside the event loop, makes of the picture and its labels at `base`."""
    image, content = await _base(desk, user, whose, base)
    draft = await asyncio.to_thread(make, image, content)
    return await commit(desk, user, whose, base or 0, draft)


async def training_labels(resources: Resources, image_ids: Sequence[UUID], user_id: UUID) -> list[LabelledImage]:
    """The current labels of those of the pictures that have some for the user, in the order of `image_ids`.

    Raises CellsDamaged, ObjectMissing, StoreUnavailable.
    """
    async with resources.database.transaction() as session:
        found = await _stored(session, image_ids, user_id)
    contents = Contents(resources.store, most_cells=0)

    async def read(one: _Stored) -> LabelledImage:
        return _labelled(one, await contents.at(one.trail))

    return await of_each(found, read)


async def corrected_labels(
    resources: Resources, image_ids: Sequence[UUID], user_id: UUID
) -> list[tuple[LabelledImage, Changes | None]]:
    """The same, each with its corrections: how it differs from the prediction that it began with, None without one."""
    async with resources.database.transaction() as session:
        found = await _stored(session, image_ids, user_id)
        predicted = await trails_to_prediction(session, [one.image.id for one in found])
    contents = Contents(resources.store, most_cells=0)

    async def read(one: _Stored) -> tuple[LabelledImage, Changes | None]:
        start = predicted.get(one.image.id)
        if start is None:
            return _labelled(one, await contents.at(one.trail)), None
        before, now = await contents.since(start, one.trail)
        return _labelled(one, now), difference(before, now)

    return await of_each(found, read)


class _Stored(NamedTuple):
    """The annotation of a picture, and how to come to its content."""

    annotation: Annotation
    image: Image
    trail: Trail


async def _stored(session: AsyncSession, image_ids: Sequence[UUID], user_id: UUID) -> list[_Stored]:
    """Those of the pictures that have labels for the user, in the order of `image_ids`."""
    rows = {image.id: (row, image) for row, image in await repository.of_images(session, user_id, image_ids)}
    trails = await trails_to(session, {key: row.revision for key, (row, _) in rows.items()})
    return [_Stored(*rows[key], trails[key]) for key in dict.fromkeys(image_ids) if key in rows]


def _labelled(stored: _Stored, content: Content) -> LabelledImage:
    annotation, image, _ = stored
    cells = content.cells.values()
    checked = content.checked
    if not checked and annotation.state in _CHECKED_THROUGHOUT:
        checked = ((0.0, 0.0, float(image.width), float(image.height)),)
    return LabelledImage(
        image_id=image.id,
        width=image.width,
        height=image.height,
        revision=annotation.revision,
        state=annotation.state,
        classes=tuple(ModelClass(name=name, target=target) for name, target in content.classes.items()),
        boxes=np.array([cell.box for cell in cells], np.float32).reshape(-1, 4),
        class_names=tuple(cell.class_name for cell in cells),
        checked=checked,
        edited_at=annotation.edited_at,
    )
