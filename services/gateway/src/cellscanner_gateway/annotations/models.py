"""Tables of annotations. The cells themselves stand in the object store; here is who changed what, and when.

A row of `annotations` is one set of labels: the picture's own, made with its first revision, or the reading of one
person. `annotation_revisions` has a row for each of its revisions. The content of a revision is the snapshot nearest
before it and the operations after that.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, UniqueConstraint, and_, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, aliased, mapped_column

from cellscanner_gateway.database import Base, Identified, utc_now


class AnnotationState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"


class RevisionKind(StrEnum):
    START = "start"
    OPERATIONS = "operations"
    PUT = "put"
    IMPORT = "import"
    REVIEW = "review"
    ADJUDICATION = "adjudication"


class LabelSet(Base):
    """A set of labels of a picture: which revision it is at, and what lists and trainings ask of it.

    `counts` are the cells of each class at this revision, `source` what it was started from, `note` the words of the
    last review. `edited_at` is the time of the last change of the content; a review changes `updated_at` alone.
    Queries ask for an Annotation or a Reading, never for both, so that no list mistakes one for the other.
    `cleared` says that its first labels were taken back: to all who ask, nobody has labelled the picture.
    """

    __tablename__ = "annotations"
    __table_args__ = (
        CheckConstraint("revision >= 0", name="revision"),
        CheckConstraint("state in ('draft', 'submitted', 'accepted', 'returned')", name="state"),
        CheckConstraint("kind in ('annotation', 'reading')", name="kind"),
        CheckConstraint("(kind = 'annotation') = (id = image_id)", name="id"),
        Index("uq_annotations_reader", "image_id", "reader_id", unique=True),
    )
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_abstract": True}  # noqa: RUF012  # as SQLAlchemy has it

    id: Mapped[UUID] = mapped_column(primary_key=True)
    image_id: Mapped[UUID] = mapped_column(ForeignKey("images.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    reader_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    revision: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(default=AnnotationState.DRAFT.value)
    cleared: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str | None]
    source: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    counts: Mapped[dict[str, int]] = mapped_column(JSONB, default=dict)
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    updated_at: Mapped[datetime] = mapped_column(default=utc_now)
    edited_at: Mapped[datetime] = mapped_column(default=utc_now)


class Annotation(LabelSet):
    """The current labels of a picture. Its `id` is the picture's, so that there is one at most."""

    __mapper_args__ = {"polymorphic_identity": "annotation"}  # noqa: RUF012  # as SQLAlchemy has it


class Reading(LabelSet):
    """The labels that one person gave a picture without seeing anybody else's; a draft until it is handed in.

    `reader_id` is null once their account is gone.
    """

    __mapper_args__ = {"polymorphic_identity": "reading"}  # noqa: RUF012  # as SQLAlchemy has it


HAS_LABELS = and_(Annotation.revision > 0, ~Annotation.cleared)


def is_reading(user_id: UUID, reading: type[Reading] = Reading) -> ColumnElement[bool]:
    """Whether the reading is that user's and not handed in."""
    return and_(reading.reader_id == user_id, reading.state == AnnotationState.DRAFT.value)


def labelled_for(user_id: UUID) -> ColumnElement[bool]:
    """Whether the picture has labels for that user: who is reading a picture is shown it as if nobody had labelled it.

    Every list, count and file of more than one picture asks this; the routes of one picture answer `reading-open`.
    """
    own = aliased(Reading)
    is_open = select(own.id).where(own.image_id == Annotation.image_id, is_reading(user_id, own))
    return and_(HAS_LABELS, ~is_open.exists())


class AnnotationRevision(Base):
    """One change. `snapshot` is the key of the whole content, where it was stored at this revision.

    `operations` are null where the content was replaced; many of them stand in the store instead, under
    `operations_key`. `batch_id` is what makes a batch that is sent twice count once.
    """

    __tablename__ = "annotation_revisions"
    __table_args__ = (
        UniqueConstraint("labels_id", "batch_id"),
        CheckConstraint("kind in ('start', 'operations', 'put', 'import', 'review', 'adjudication')", name="kind"),
        CheckConstraint("kind in ('operations', 'review') or snapshot is not null", name="content"),
    )

    labels_id: Mapped[UUID] = mapped_column(ForeignKey("annotations.id", ondelete="CASCADE"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str]
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    batch_id: Mapped[UUID | None]
    operations: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB(none_as_null=True))
    operations_key: Mapped[str | None]
    skipped: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    changes: Mapped[dict[str, int]] = mapped_column(JSONB)
    source: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    snapshot: Mapped[str | None]


class AnnotationReview(Identified, Base):
    """One step of reviewing, kept for the record: who brought which revision to which state, with which words."""

    __tablename__ = "annotation_reviews"
    __table_args__ = (CheckConstraint("action in ('submit', 'accept', 'return', 'reopen')", name="action"),)

    image_id: Mapped[UUID] = mapped_column(ForeignKey("annotations.id", ondelete="CASCADE"), index=True)
    revision: Mapped[int]
    action: Mapped[str]
    state: Mapped[str]
    note: Mapped[str | None]
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))


class AnnotationPresence(Base):
    """Who has which picture open; a row that has not been renewed for a minute says nothing any more."""

    __tablename__ = "annotation_presence"

    image_id: Mapped[UUID] = mapped_column(ForeignKey("images.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    since: Mapped[datetime] = mapped_column(default=utc_now)
    seen_at: Mapped[datetime] = mapped_column(default=utc_now)
