"""The table of comparisons. What they compare are trainings, which name their comparison in `part_of`."""

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from cellscanner_gateway.database import Base, Identified


class ComparisonRun(Identified, Base):
    """A grid of settings, trained on one snapshot; `left_out` are those that have no weights to start from."""

    __tablename__ = "comparisons"
    __table_args__ = (UniqueConstraint("owner_id", "idempotency_key"),)

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    grid: Mapped[dict[str, Any]] = mapped_column(JSONB)
    idempotency_key: Mapped[str | None]
    left_out: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list, server_default=text("'[]'"))
    request_sha256: Mapped[str]
