"""Tables of projects, their members, groups and specimens."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from cellscanner_gateway.database import Base, Identified, utc_now


class Role(StrEnum):
    """What a member may do; each may do what those before it may."""

    VIEWER = "viewer"
    ANNOTATOR = "annotator"
    REVIEWER = "reviewer"
    OWNER = "owner"


class Project(Identified, Base):
    """Pictures and what was made of them. Each user has at most one default project.

    Who may do what in it stand in `project_members`; `owner_id` is the one of its owners whose it is in the books.
    """

    __tablename__ = "projects"
    __table_args__ = (
        Index("uq_projects_default_of_owner", "owner_id", unique=True, postgresql_where=text("is_default")),
    )

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    is_default: Mapped[bool] = mapped_column(default=False)
    is_sample: Mapped[bool] = mapped_column(default=False)


class ProjectMember(Base):
    """One person in a project. An owner is a member like any other; a project has at least one."""

    __tablename__ = "project_members"
    __table_args__ = (CheckConstraint("role in ('viewer', 'annotator', 'reviewer', 'owner')", name="role"),)

    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True)
    role: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


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
