"""Table of jobs: what a user asked to be done in the background, and how far it is."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from cellscanner_gateway.database import Base, Identified


class JobKind(StrEnum):
    PREDICTION = "prediction"
    TRAINING = "training"
    IMPORT = "import"


class JobState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


TERMINAL_STATES = frozenset({JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED})


class Job(Identified, Base):
    """One job. `workflow_id` is the durable workflow that does it; `result` is the path of what it made."""

    __tablename__ = "jobs"
    __table_args__ = (
        UniqueConstraint("owner_id", "idempotency_key"),
        CheckConstraint("state in ('queued', 'running', 'succeeded', 'failed', 'cancelled')", name="state"),
        CheckConstraint("kind in ('prediction', 'training', 'import')", name="kind"),
        Index("ix_jobs_owner_id_created_at", "owner_id", "created_at"),
    )

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    kind: Mapped[str]
    state: Mapped[str] = mapped_column(default=JobState.QUEUED.value)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    unit: Mapped[str] = mapped_column(default="pictures")
    stage: Mapped[str] = mapped_column(default="queued")
    problem: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    result: Mapped[str | None]
    idempotency_key: Mapped[str | None]
    request_sha256: Mapped[str | None]
    workflow_id: Mapped[str | None] = mapped_column(index=True)
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    expected_end: Mapped[datetime | None]
