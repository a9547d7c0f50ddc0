"""Tables of predictions: one model version applied to pictures, and per picture what came of it.

The cells themselves stand in the object store, columnar; here are their counts and everything a number must carry.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from cellscanner_gateway.database import Base, Identified


class ImageState(StrEnum):
    QUEUED = "queued"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


class Prediction(Identified, Base):
    """A submitted prediction. `project_id` is null where its pictures come from several projects.

    `model_version_id` is null once the version was removed; `model` and `classes` still say what it was.
    """

    __tablename__ = "predictions"

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    project_id: Mapped[UUID | None] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), index=True)
    job_id: Mapped[UUID] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), unique=True)
    model_version_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("model_versions.id", ondelete="SET NULL"), index=True
    )
    model: Mapped[str]
    confidence: Mapped[float]
    software_version: Mapped[str]
    classes: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)


class PredictionImage(Base):
    """One picture of a prediction. The primary key is what makes a repeated step harmless: a picture counts once."""

    __tablename__ = "prediction_images"
    __table_args__ = (CheckConstraint("state in ('queued', 'succeeded', 'failed')", name="state"),)

    prediction_id: Mapped[UUID] = mapped_column(ForeignKey("predictions.id", ondelete="CASCADE"), primary_key=True)
    image_id: Mapped[UUID] = mapped_column(ForeignKey("images.id", ondelete="CASCADE"), primary_key=True, index=True)
    position: Mapped[int]
    state: Mapped[str] = mapped_column(default=ImageState.QUEUED.value)
    attempts: Mapped[int] = mapped_column(default=0)
    counts: Mapped[dict[str, int] | None] = mapped_column(JSONB)
    corrected: Mapped[int | None]
    warnings: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    problem: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    magnification: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    analysed_megapixels: Mapped[float | None]
    # Parts of the picture that were not analysed, [x1, y1, x2, y2] in its pixels; null where they were not kept.
    left_out: Mapped[list[list[float]] | None] = mapped_column(JSONB)
    software_version: Mapped[str | None]
    finished_at: Mapped[datetime | None]
