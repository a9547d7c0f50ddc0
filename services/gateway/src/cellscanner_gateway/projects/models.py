"""Tables of projects, groups and specimens."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from cellscanner_gateway.database import Base, Identified


class Project(Identified, Base):
    """A user's pictures and what was made of them. Each user has at most one default project."""

    __tablename__ = "projects"
    __table_args__ = (
        Index("uq_projects_default_of_owner", "owner_id", unique=True, postgresql_where=text("is_default")),
    )

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    is_default: Mapped[bool] = mapped_column(default=False)
    is_sample: Mapped[bool] = mapped_column(default=False)


class Group(Identified, Base):
    """An experiment group, such as a treatment."""

    __tablename__ = "groups"
    __table_args__ = (UniqueConstraint("project_id", "name"),)

    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]


class Specimen(Identified, Base):
    """One slide, one animal, one well: the unit of statistical tests where pictures name it."""

    __tablename__ = "specimens"
    __table_args__ = (UniqueConstraint("project_id", "name"),)

    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
