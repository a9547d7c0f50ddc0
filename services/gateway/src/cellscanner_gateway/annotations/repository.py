"""Every query on annotations. Who may ask, the caller has asked before."""

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from cellscanner_shared.errors import NotFound
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.annotations.models import (
    Annotation,
    AnnotationReview,
    AnnotationRevision,
    LabelSet,
    Reading,
    RevisionKind,
    is_reading,
    labelled_for,
)
from cellscanner_gateway.annotations.whose import Whose
from cellscanner_gateway.auth.models import User
from cellscanner_gateway.images.models import Image
from cellscanner_gateway.projects.access import projects_of

RowT = TypeVar("RowT")


async def find(session: AsyncSession, labels_id: UUID) -> LabelSet | None:
    return await session.get(LabelSet, labels_id)


async def lock(session: AsyncSession, whose: Whose) -> LabelSet:
    """The row of the labels, locked until the transaction ends. A picture's is made if there is none.

    Raises NotFound for a reading that is gone.
    """
    if whose.reading_id is None:
        made = insert(LabelSet).values(id=whose.image_id, image_id=whose.image_id, kind="annotation")
        await session.execute(made.on_conflict_do_nothing())
    statement = select(LabelSet).where(LabelSet.id == whose.id).with_for_update()
    row = (await session.scalars(statement.execution_options(populate_existing=True))).one_or_none()
    if row is None:
        raise NotFound("There is no such reading.", reason="no-such-reading")
    return row


async def reads(session: AsyncSession, image_id: UUID, user_id: UUID) -> bool:
    """Whether the user has a reading of the picture that is not handed in."""
    statement = select(Reading.id).where(Reading.image_id == image_id, is_reading(user_id))
    return await session.scalar(statement) is not None


async def being_read(session: AsyncSession, user_id: UUID) -> set[UUID]:
    """The pictures of which the user has a reading that is not handed in."""
    return set(await session.scalars(select(Reading.image_id).where(is_reading(user_id))))


async def find_revision(session: AsyncSession, labels_id: UUID, revision: int) -> AnnotationRevision | None:
    return await session.get(AnnotationRevision, (labels_id, revision))


async def find_batch(session: AsyncSession, labels_id: UUID, batch_id: UUID) -> AnnotationRevision | None:
    statement = select(AnnotationRevision).where(
        AnnotationRevision.labels_id == labels_id, AnnotationRevision.batch_id == batch_id
    )
    return await session.scalar(statement)


async def source_at(session: AsyncSession, labels_id: UUID, revision: int) -> dict[str, Any] | None:
    """What the annotation had been started from at that revision."""
    statement = (
        select(AnnotationRevision.source)
        .where(
            AnnotationRevision.labels_id == labels_id,
            AnnotationRevision.revision <= revision,
            AnnotationRevision.source.is_not(None),
        )
        .order_by(AnnotationRevision.revision.desc())
    )
    return await session.scalar(statement.limit(1))


async def revisions_since(
    session: AsyncSession, labels_id: UUID, revision: int, limit: int
) -> list[tuple[AnnotationRevision, str | None]]:
    """Revisions after that one, oldest first, each with its author's name."""
    statement = (
        select(AnnotationRevision, User.username)
        .outerjoin(User, User.id == AnnotationRevision.author_id)
        .where(AnnotationRevision.labels_id == labels_id, AnnotationRevision.revision > revision)
        .order_by(AnnotationRevision.revision)
    )
    return [(row[0], row[1]) for row in await session.execute(statement.limit(limit))]


async def revisions_before(
    session: AsyncSession, labels_id: UUID, revision: int | None, limit: int
) -> list[tuple[AnnotationRevision, str | None]]:
    """Revisions before that one, newest first, each with its author's name."""
    statement = (
        select(AnnotationRevision, User.username)
        .outerjoin(User, User.id == AnnotationRevision.author_id)
        .where(AnnotationRevision.labels_id == labels_id)
        .order_by(AnnotationRevision.revision.desc())
    )
    if revision is not None:
        statement = statement.where(AnnotationRevision.revision < revision)
    return [(row[0], row[1]) for row in await session.execute(statement.limit(limit))]


async def author_of(session: AsyncSession, user_id: UUID | None) -> str | None:
    return None if user_id is None else await session.scalar(select(User.username).where(User.id == user_id))


async def reviews(session: AsyncSession, image_id: UUID) -> list[tuple[AnnotationReview, str | None]]:
    """Every review of a picture, newest first, each with its author's name."""
    statement = (
        select(AnnotationReview, User.username)
        .outerjoin(User, User.id == AnnotationReview.author_id)
        .where(AnnotationReview.image_id == image_id)
        .order_by(AnnotationReview.created_at.desc(), AnnotationReview.id.desc())
    )
    return [(row[0], row[1]) for row in await session.execute(statement)]


async def of_images(session: AsyncSession, user_id: UUID, image_ids: Sequence[UUID]) -> list[tuple[Annotation, Image]]:
    """The annotations of those of the pictures that the user may see and that have labels for them."""
    statement = (
        select(Annotation, Image)
        .join(Image, Image.id == Annotation.image_id)
        .where(Image.project_id.in_(projects_of(user_id)), Image.id.in_(image_ids), labelled_for(user_id))
    )
    return [(row[0], row[1]) for row in await session.execute(statement)]


async def of_project(session: AsyncSession, user_id: UUID, project_id: UUID) -> list[tuple[Annotation, Image]]:
    """Every annotation of a project that is there for the user, in the order in which its pictures came."""
    statement = (
        select(Annotation, Image)
        .join(Image, Image.id == Annotation.image_id)
        .where(Image.project_id == project_id, labelled_for(user_id))
        .order_by(Image.created_at, Image.id)
    )
    return [(row[0], row[1]) for row in await session.execute(statement)]


async def with_authors(
    session: AsyncSession, user_id: UUID, project_id: UUID
) -> list[tuple[Annotation, Image, str | None]]:
    """The same, each with the name of who made its revision."""
    found = await of_project(session, user_id, project_id)
    people = select(User.id, User.username).where(User.id.in_({row.author_id for row, _ in found}))
    names: dict[UUID | None, str] = {one.id: one.username for one in await session.execute(people)}
    return [(row, image, names.get(row.author_id)) for row, image in found]


async def corrected(session: AsyncSession, user_id: UUID, image_ids: Sequence[UUID]) -> set[UUID]:
    """Those of the pictures whose labels a person has changed since they were started, as far as the user sees."""
    kinds = (RevisionKind.OPERATIONS, RevisionKind.PUT, RevisionKind.IMPORT, RevisionKind.ADJUDICATION)
    own = [kind.value for kind in kinds]
    statement = (
        select(AnnotationRevision.labels_id)
        .join(Annotation, Annotation.id == AnnotationRevision.labels_id)
        .where(AnnotationRevision.labels_id.in_(image_ids), AnnotationRevision.kind.in_(own), labelled_for(user_id))
    )
    return set(await session.scalars(statement.distinct()))
