"""Tables of the model registry: models, their immutable versions, the aliases that move between versions."""

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from cellscanner_gateway.database import Base, Identified


class RegisteredModel(Identified, Base):
    """A line of versions named `owner/name`. `owner_id` is null for the models that come with the product.

    `highest_version` is the highest number ever reserved for a version of a user's model.
    """

    __tablename__ = "models"
    __table_args__ = (UniqueConstraint("owner", "name"),)

    owner: Mapped[str]
    name: Mapped[str]
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    highest_version: Mapped[int] = mapped_column(default=0, server_default=text("0"))


class ModelVersion(Identified, Base):
    """One immutable package. `digest` is what detector and classifier hold every file against."""

    __tablename__ = "model_versions"
    __table_args__ = (UniqueConstraint("model_id", "version"), CheckConstraint("version > 0", name="version"))

    model_id: Mapped[UUID] = mapped_column(ForeignKey("models.id", ondelete="CASCADE"))
    version: Mapped[int]
    digest: Mapped[str]
    manifest: Mapped[dict[str, Any]] = mapped_column(JSONB)
    metrics: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    card: Mapped[str]
    parent: Mapped[str | None]


class ModelAlias(Base):
    """A movable name of one version of the same model."""

    __tablename__ = "model_aliases"
    __table_args__ = (
        ForeignKeyConstraint(["model_id", "version"], ["model_versions.model_id", "model_versions.version"]),
    )

    model_id: Mapped[UUID] = mapped_column(ForeignKey("models.id", ondelete="CASCADE"), primary_key=True)
    alias: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]
