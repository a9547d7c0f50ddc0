"""What the routes of imports take and give."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from cellscanner_shared.formats import MOST_CLASSES, Format
from cellscanner_shared.packages.manifest import ClassName, ModelClass
from pydantic import BaseModel, ConfigDict, Field

from cellscanner_gateway.jobs.schemas import JobOut

OutcomeName = Literal[
    "ready",
    "unknown",
    "ambiguous",
    "twice",
    "unreadable",
    "applied",
    "kept",
    "changed",
    "failed",
    "undone",
    "new",
    "added",
    "present",
]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Note(BaseModel):
    """`yolo-without-classes`: so many files of numbers without names; `files-ignored`: so many are no labels.

    `project-zip`: the zip of a CellScanner project of so many pictures, from which people's labels come back;
    `project-predicted`: one that holds neither pictures nor people's labels, so its prediction's are offered;
    `project-without-files`: so many of its pictures are neither in the zip nor in the project.
    """

    code: Literal["yolo-without-classes", "files-ignored", "project-zip", "project-predicted", "project-without-files"]
    count: int


class FoundClass(BaseModel):
    """A class of the file: its cells and the pictures they are in, and the class of the project it most likely is.

    `target`: the zip of a project says that it is one.
    """

    name: str
    cells: int
    pictures: int
    suggested: str
    target: bool = False


class LabelImportOut(BaseModel):
    """An import: what was found in the file, and what its newest job does or has done."""

    id: UUID
    project_id: UUID
    filename: str
    format: Format | None = Field(description="As it was asked for; null where each file is recognised by itself.")
    step: Literal["read", "apply", "undo"] = Field(description="What the job does.")
    job: JobOut
    created_at: datetime
    notes: list[Note]
    pictures: dict[OutcomeName, int] = Field(description="How many pictures of each outcome; those with none left out.")
    classes: list[FoundClass]
    skipped: dict[str, int] = Field(description="Cells left out, by reason: `point`, `line`, `outside`, `no-area`, …")
    labelled: int = Field(description="How many of the pictures had labels when the file was read.")
    project_classes: list[ModelClass] = Field(description="Classes that predictions and labels of the project have.")


class Candidate(BaseModel):
    image_id: UUID
    filename: str


class ImportedPictureOut(BaseModel):
    """The labels of one picture: in which file, under which name, for which picture, and what became of them.

    `had` are the cells that the picture was labelled with before, null where it had no labels; `candidates` the
    pictures that an ambiguous name fits, or that an unknown one is most like.
    """

    place: int
    file: str
    name: str
    format: Format | None
    image_id: UUID | None
    filename: str | None
    outcome: OutcomeName
    counts: dict[str, int]
    skipped: dict[str, int]
    had: int | None
    revision: int | None
    candidates: list[Candidate]
    problem: dict[str, Any] | None


class ImportedPictureList(BaseModel):
    items: list[ImportedPictureOut]
    next_cursor: str | None


class ChoicesIn(_In):
    """Which pictures names in the file mean, where it cannot be told from the names: `{"a.png": image id}`."""

    choices: Annotated[dict[Annotated[str, Field(max_length=300)], UUID], Field(max_length=20_000)]


class MappedClass(_In):
    """A class of the file and what it becomes: `to` null leaves its cells out. `target` counts for a new class."""

    name: ClassName
    to: ClassName | None
    target: bool = False


class ApplyIn(_In):
    """A class that is not named keeps its name. `replace`: pictures that have labels get the new ones instead."""

    classes: Annotated[list[MappedClass], Field(max_length=MOST_CLASSES)] = []
    replace: bool = False
