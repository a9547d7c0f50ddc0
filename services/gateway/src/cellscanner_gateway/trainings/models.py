"""Tables of trainings. The trainer reads and writes `trainings` by SQL; it does not import this module."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from cellscanner_gateway.database import Base, Identified, utc_now

ACCEPTED = "accepted"
DISCARDED = "discarded"


class Training(Identified, Base):
    """One training. It has the id of its job; `version` is kept for it, whether or not it succeeds.

    It follows either a `recipe` that was sent, or a `plan` made from annotations. `snapshot` is the key of what it
    learns from, `pictures` say which revision of which picture that is and on which side of the split; `history` holds
    the curves, a point an evaluation. `comparison` is the candidate held against its predecessor, `decision` what its
    owner then decided. `estimate` is
    what each stage was expected to take when it was started. `part_of` and `settings` are those of a child of a grid.
    """

    __tablename__ = "trainings"
    __table_args__ = (
        UniqueConstraint("job_id"),
        UniqueConstraint("model_id", "version"),
        CheckConstraint("(recipe is null) <> (plan is null)", name="recipe_or_plan"),
        CheckConstraint("decision in ('accepted', 'discarded')", name="decision"),
    )

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    job_id: Mapped[UUID] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"))
    model_id: Mapped[UUID] = mapped_column(ForeignKey("models.id", ondelete="CASCADE"))
    project_id: Mapped[UUID | None] = mapped_column(ForeignKey("projects.id", ondelete="SET NULL"), index=True)
    version: Mapped[int]
    recipe: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    plan: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    snapshot: Mapped[str]
    snapshot_sha256: Mapped[str]
    pictures: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list, server_default=text("'[]'"))
    history: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    comparison: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    decision: Mapped[str | None]
    estimate: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    part_of: Mapped[UUID | None] = mapped_column(ForeignKey("comparisons.id", ondelete="SET NULL"), index=True)
    settings: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))


class HeldOut(Base):
    """A picture of a model's hold-out: once there, no version of the model ever learns from it."""

    __tablename__ = "holdouts"

    model_id: Mapped[UUID] = mapped_column(ForeignKey("models.id", ondelete="CASCADE"), primary_key=True)
    image_id: Mapped[UUID] = mapped_column(ForeignKey("images.id", ondelete="CASCADE"), primary_key=True, index=True)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


class ImageHash(Base):
    """The perceptual hash of a picture: 64 bits, kept as a signed number."""

    __tablename__ = "image_hashes"

    image_id: Mapped[UUID] = mapped_column(ForeignKey("images.id", ondelete="CASCADE"), primary_key=True)
    dhash: Mapped[int] = mapped_column(BigInteger)
