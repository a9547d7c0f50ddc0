"""The table of pictures."""

from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cellscanner_gateway.database import Base, Identified
from cellscanner_gateway.projects.models import Group, Specimen


class Image(Identified, Base):
    """One picture. Pages of one file share `source_id`, the id under which the store keeps the file once."""

    __tablename__ = "images"
    __table_args__ = (
        Index("ix_images_newest_of_project", "project_id", "created_at", "id"),
        CheckConstraint("width > 0 and height > 0", name="size"),
        CheckConstraint("page >= 0 and page < pages", name="page"),
        CheckConstraint("micrometers_per_pixel > 0", name="scale"),
        CheckConstraint("(micrometers_per_pixel is null) = (scale_source is null)", name="scale_source"),
        CheckConstraint("scale_source in ('file', 'user')", name="scale_source_known"),
    )

    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    group_id: Mapped[UUID | None] = mapped_column(ForeignKey("groups.id", ondelete="SET NULL"), index=True)
    specimen_id: Mapped[UUID | None] = mapped_column(ForeignKey("specimens.id", ondelete="SET NULL"), index=True)
    source_id: Mapped[UUID] = mapped_column(index=True)
    filename: Mapped[str]
    page: Mapped[int]
    pages: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    format: Mapped[str]
    bit_depth: Mapped[int]
    mode: Mapped[str]
    micrometers_per_pixel: Mapped[float | None]
    file_micrometers_per_pixel: Mapped[float | None]
    scale_source: Mapped[str | None]
    notes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    byte_size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str]

    group: Mapped[Group | None] = relationship(lazy="raise")
    specimen: Mapped[Specimen | None] = relationship(lazy="raise")

    def set_scale(self, micrometers_per_pixel: float | None) -> None:
        """What a person says of the scale; None leaves it to the file."""
        given = micrometers_per_pixel is not None
        self.micrometers_per_pixel = micrometers_per_pixel if given else self.file_micrometers_per_pixel
        self.scale_source = "user" if given else None if self.file_micrometers_per_pixel is None else "file"

    @property
    def original_key(self) -> str:
        """Object key of the file as it was uploaded."""
        return f"pictures/{self.source_id}/original"

    @property
    def derived_prefix(self) -> str:
        """Keys of everything derived from this page begin so; the original never does."""
        return f"pictures/{self.id}/derived/"
