"""Reviewing: a draft is submitted, then accepted, or returned with words; every step is a revision and is kept."""

from dataclasses import dataclass
from uuid import UUID

from cellscanner_shared.errors import InvalidRequest
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.annotations import repository
from cellscanner_gateway.annotations.cells import Changes
from cellscanner_gateway.annotations.commits import check_base
from cellscanner_gateway.annotations.errors import ReviewRefused
from cellscanner_gateway.annotations.models import (
    AnnotationReview,
    AnnotationRevision,
    AnnotationState,
    LabelSet,
    RevisionKind,
)
from cellscanner_gateway.annotations.schemas import ReviewIn, ReviewOut
from cellscanner_gateway.annotations.sight import see
from cellscanner_gateway.annotations.whose import Whose
from cellscanner_gateway.audit import audit
from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.database import utc_now
from cellscanner_gateway.images.service import get_image
from cellscanner_gateway.pagination import Page
from cellscanner_gateway.projects.access import demand
from cellscanner_gateway.projects.models import Role


@dataclass(frozen=True)
class _Step:
    """From which states it is taken, to which it leads, and by whom; `accepted` labels take a reviewer anyway."""

    begin: frozenset[AnnotationState]
    end: AnnotationState
    least: Role


_STEPS = {
    "submit": _Step(
        frozenset({AnnotationState.DRAFT, AnnotationState.RETURNED}), AnnotationState.SUBMITTED, Role.ANNOTATOR
    ),
    "accept": _Step(frozenset({AnnotationState.SUBMITTED}), AnnotationState.ACCEPTED, Role.REVIEWER),
    "return": _Step(frozenset({AnnotationState.SUBMITTED}), AnnotationState.RETURNED, Role.REVIEWER),
    "reopen": _Step(
        frozenset({AnnotationState.SUBMITTED, AnnotationState.ACCEPTED}), AnnotationState.DRAFT, Role.ANNOTATOR
    ),
}


async def review(
    session: AsyncSession, user: Principal, image_id: UUID, base: int | None, wanted: ReviewIn
) -> ReviewOut:
    """Take one step. `base`, where given, is the revision that the reviewer saw.

    Raises NotFound, ReadingOpen, RoleTooLow, AnnotationChanged, ReviewRefused, InvalidRequest.
    """
    step = _STEPS[wanted.action]
    image = await get_image(session, user, image_id, step.least)
    if wanted.action == "return" and wanted.note is None:
        raise InvalidRequest("Say in the note why the labels are returned.", reason="return-needs-note")
    await see(session, user, Whose(image_id))
    annotation = await repository.lock(session, Whose(image_id))
    if base is not None:
        check_base(annotation, base)
    if annotation.state == AnnotationState.ACCEPTED:
        await demand(session, user, image.project_id, Role.REVIEWER)
    begun = annotation.revision > 0 and not annotation.cleared
    if not begun or annotation.state not in step.begin:
        raise _at_another_step(annotation.state if begun else None, step.end)
    return await _take(session, user, annotation, wanted, step.end)


def _at_another_step(state: str | None, end: AnnotationState) -> ReviewRefused:
    if state is None:
        return ReviewRefused(
            f"The labels are not begun: they cannot be {end.value}.", reason="labels-not-begun", end=end
        )
    detail = f"The labels are {state}: they cannot be {end.value}."
    return ReviewRefused(detail, reason="labels-at-another-step", state=state, end=end)


async def _take(
    session: AsyncSession, user: Principal, annotation: LabelSet, wanted: ReviewIn, end: AnnotationState
) -> ReviewOut:
    annotation.revision += 1
    annotation.state, annotation.note = end.value, wanted.note
    annotation.updated_at, annotation.author_id = utc_now(), user.id
    row = AnnotationReview(
        image_id=annotation.image_id,
        revision=annotation.revision,
        action=wanted.action,
        state=end.value,
        note=wanted.note,
        author_id=user.id,
        created_at=annotation.updated_at,
    )
    session.add_all([row, step_of(annotation, user)])
    audit(session, f"annotation {end.value}", user.id, subject=str(annotation.image_id), revision=annotation.revision)
    return _out(row, user.username)


def step_of(labels: LabelSet, user: Principal) -> AnnotationRevision:
    """A step of the review among the revisions: it changes no cell."""
    return AnnotationRevision(
        labels_id=labels.id,
        revision=labels.revision,
        kind=RevisionKind.REVIEW.value,
        author_id=user.id,
        operations=[],
        skipped=[],
        changes=Changes().as_json(),
    )


async def reviews(session: AsyncSession, user: Principal, image_id: UUID) -> Page[ReviewOut]:
    """Every step that was taken, newest first. Raises NotFound, ReadingOpen."""
    await see(session, user, Whose(image_id))
    return Page(items=[_out(*found) for found in await repository.reviews(session, image_id)], next_cursor=None)


def _out(row: AnnotationReview, author: str | None) -> ReviewOut:
    known = {name: getattr(row, name) for name in ReviewOut.model_fields if name != "author"}
    return ReviewOut.model_validate(known | {"author": author})
