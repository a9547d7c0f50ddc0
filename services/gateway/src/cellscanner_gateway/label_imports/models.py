"""Tables of imports: what was sent, what was found in it, and what became of each picture."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from cellscanner_gateway.database import Base, Identified


class ImportStep(StrEnum):
    """What the newest job of an import does."""

    READ = "read"
    APPLY = "apply"
    UNDO = "undo"


class Outcome(StrEnum):
    """What is known of the labels of one picture in an import.

    READY: its picture is known, nothing was changed yet; UNKNOWN, AMBIGUOUS: no picture of that name, or several;
    TWICE: an earlier file is for the same picture; UNREADABLE: no labels, or of a picture of another size; APPLIED;
    KEPT: the labels that were there stay, as asked; NEW, ADDED, PRESENT: a picture of a project's zip that is to be
    added, was added without labels, or is there already and has no labels in the zip; CHANGED: somebody edited them
    meanwhile, so they stay; FAILED: see the problem; UNDONE: applied, and taken back.
    """

    READY = "ready"
    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"
    TWICE = "twice"
    UNREADABLE = "unreadable"
    APPLIED = "applied"
    KEPT = "kept"
    CHANGED = "changed"
    FAILED = "failed"
    UNDONE = "undone"
    NEW = "new"
    ADDED = "added"
    PRESENT = "present"


class LabelImport(Identified, Base):
    """A file that was sent to a project. `choices` maps names in it to pictures, `mapping` its classes to others."""

    __tablename__ = "label_imports"
    __table_args__ = (CheckConstraint("step in ('read', 'apply', 'undo')", name="step"),)

    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), index=True)
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    job_id: Mapped[UUID] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), index=True)
    filename: Mapped[str]
    form: Mapped[str | None]
    step: Mapped[str] = mapped_column(default=ImportStep.READ.value)
    replace: Mapped[bool] = mapped_column(default=False)
    choices: Mapped[dict[str, str]] = mapped_column(JSONB, default=dict)
    mapping: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    notes: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)

    @property
    def prefix(self) -> str:
        """Where its file, and the labels found in it, lie in the store."""
        return f"imports/{self.id}/"

    @property
    def upload_key(self) -> str:
        return f"{self.prefix}upload"

    def picture_key(self, number: int) -> str:
        """Where a file of a project's zip waits until its pictures are added."""
        return f"{self.prefix}pictures/{number}"

    def labels_key(self, place: int) -> str:
        return f"{self.prefix}{place}.arrow"


class ImportedPicture(Base):
    """The labels of one picture: from which file, under which name, for which picture, and what became of them.

    `archived` is what the zip of a project says of a picture that is to be added (`project_zip.Kept`).
    `base` is the revision that the preview saw, `had` the cells it held, `revision` the one that was written.
    """

    __tablename__ = "imported_pictures"

    import_id: Mapped[UUID] = mapped_column(ForeignKey("label_imports.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    file: Mapped[str]
    name: Mapped[str]
    form: Mapped[str | None]
    image_id: Mapped[UUID | None] = mapped_column(ForeignKey("images.id", ondelete="SET NULL"), index=True)
    outcome: Mapped[str]
    problem: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    candidates: Mapped[list[dict[str, str]]] = mapped_column(JSONB, default=list)
    counts: Mapped[dict[str, int]] = mapped_column(JSONB, default=dict)
    reasons: Mapped[dict[str, int]] = mapped_column(JSONB, default=dict)
    base: Mapped[int] = mapped_column(default=0)
    had: Mapped[int | None]
    revision: Mapped[int | None]
    archived: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
