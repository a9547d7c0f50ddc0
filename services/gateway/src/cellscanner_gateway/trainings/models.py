"""Table of trainings. The trainer reads and writes it by SQL; it does not import this module."""

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from cellscanner_gateway.database import Base, Identified


class Training(Identified, Base):
    """One training. It has the id of its job; `version` is kept for it, whether or not it succeeds.

    `snapshot` is the key of the zip of labels and pictures; `history` the curves, a point an evaluation.
    """

    __tablename__ = "trainings"
    __table_args__ = (UniqueConstraint("job_id"), UniqueConstraint("model_id", "version"))

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    job_id: Mapped[UUID] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"))
    model_id: Mapped[UUID] = mapped_column(ForeignKey("models.id", ondelete="CASCADE"))
    version: Mapped[int]
    recipe: Mapped[dict[str, Any]] = mapped_column(JSONB)
    snapshot: Mapped[str]
    snapshot_sha256: Mapped[str]
    history: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
