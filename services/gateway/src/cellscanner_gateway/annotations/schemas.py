"""What the routes of annotations take and give."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID, uuid4

from cellscanner_shared.formats import MOST_CELLS, MOST_CLASSES
from cellscanner_shared.packages.manifest import ClassName, ModelClass
from pydantic import BaseModel, ConfigDict, Field

from cellscanner_gateway.annotations.cells import MOST_REGIONS
from cellscanner_gateway.annotations.operations import MOST_OPERATIONS, AnnotatedCell, BoxIn, CellId, Operation

State = Literal["draft", "submitted", "accepted", "returned"]
Kind = Literal["start", "operations", "put", "import", "review", "adjudication"]
Classes = Annotated[list[ModelClass], Field(min_length=1, max_length=MOST_CLASSES)]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class SourceReading(BaseModel):
    """One of the two that were held against each other: a reading, or at null the picture's own labels."""

    reading_id: UUID | None
    reader: str | None = Field(description="Whose labels they are; null once their account is gone.")
    revision: int


class Source(BaseModel):
    """What an annotation was started from."""

    kind: Literal["prediction", "empty", "import", "adjudication"]
    prediction_id: UUID | None = None
    model: str | None = Field(
        default=None, description="Model version of the prediction.", examples=["base/he-cells@1"]
    )
    filename: str | None = Field(default=None, description="The file that was imported.")
    readings: tuple[SourceReading, SourceReading] | None = Field(
        default=None, description="Of which two the labels were adjudicated."
    )


class AnnotationOut(BaseModel):
    """The labels of a picture at one revision; `state` is null while nobody has labelled it."""

    image_id: UUID
    revision: int
    state: State | None
    note: str | None = Field(description="Words of the last review.")
    classes: list[ModelClass]
    cells: list[AnnotatedCell]
    checked: list[BoxIn] = Field(description="Regions in which unmarked cells count as background; only they train.")
    source: Source | None
    author: str | None = Field(description="Who made this revision.")
    updated_at: datetime | None


class CellIn(_In):
    """A cell of a `PUT`. One whose id the annotation has keeps where it came from and its scores."""

    id: CellId = Field(default_factory=lambda: str(uuid4()))
    box: BoxIn
    class_: ClassName = Field(alias="class")


class AnnotationIn(_In):
    """All labels of a picture at once. Without `classes` those of the annotation stay."""

    cells: Annotated[list[CellIn], Field(max_length=MOST_CELLS)]
    checked: Annotated[list[BoxIn], Field(max_length=MOST_REGIONS)]
    classes: Classes | None = None


class StartIn(_In):
    """Start from the cells of a prediction, or from nothing with these classes."""

    prediction_id: UUID | None = None
    empty: Literal[True] | None = None
    classes: Classes | None = None


class OperationsIn(_In):
    """Small changes in their order. `batch_id` is the sender's: the same one again changes nothing."""

    batch_id: UUID
    operations: Annotated[list[Operation], Field(min_length=1, max_length=MOST_OPERATIONS)]


class SkippedOut(BaseModel):
    """An operation that did nothing, by its place in the batch."""

    index: int
    reason: Literal["gone", "exists", "unknown-class", "full"]


class OperationsOut(BaseModel):
    revision: int
    skipped: list[SkippedOut]


class OperationsSince(BaseModel):
    """One revision as operations; null where the content was replaced and is to be read anew."""

    revision: int
    author: str | None
    created_at: datetime
    kind: Kind
    operations: list[Operation] | None


class ChangesOut(BaseModel):
    """How many cells a revision added, moved, deleted, and gave another class."""

    added: int
    moved: int
    deleted: int
    reclassified: int


class RevisionOut(BaseModel):
    revision: int
    author: str | None
    created_at: datetime
    kind: Kind
    changes: ChangesOut
    source: Source | None = Field(description="Set on the revisions that replaced what came before.")


class AnnotationSummary(BaseModel):
    """The annotation of one picture of a project without its cells."""

    image_id: UUID
    filename: str
    revision: int
    state: State
    note: str | None = Field(description="Words of the last review.")
    author: str | None = Field(description="Who made this revision: of submitted labels, who submitted them.")
    counts: dict[str, int]
    updated_at: datetime
    edited_at: datetime = Field(description="Last change of the labels; a review does not move it.")


class SkippedShape(BaseModel):
    what: str = Field(examples=["shape 3 (dead)"])
    reason: str = Field(examples=["no-area"])


class ImportOut(BaseModel):
    revision: int
    imported: int
    skipped: list[SkippedShape]


class ReviewIn(_In):
    """A step of the review; returning needs words."""

    action: Literal["submit", "accept", "return", "reopen"]
    note: Annotated[str, Field(min_length=1, max_length=2000)] | None = None


class ReviewOut(BaseModel):
    action: Literal["submit", "accept", "return", "reopen"]
    state: State
    revision: int
    author: str | None
    note: str | None
    created_at: datetime


class PresenceOut(BaseModel):
    username: str
    since: datetime


class ProjectPresenceOut(PresenceOut):
    image_id: UUID


class AgreementNumbers(BaseModel):
    """Cells match at an overlap of at least 0.5; kappa is over the classes of those."""

    cells: tuple[int, int] = Field(description="Cells of the first and of the second.")
    matched: int
    f1: float | None = Field(description="2 x matched / (cells of both); null where neither has a cell.")
    kappa: float | None = Field(description="Cohen's kappa; null where chance alone would agree always, or no match.")
    confusion: dict[str, dict[str, int]] = Field(description="Of the matches: class in the first, class in the second.")


class AgreementOut(AgreementNumbers):
    """How alike two revisions are."""

    first: int
    second: int


class SimilarIn(_In):
    """Which cell to compare with. `model` is needed only where the annotation did not start from a prediction."""

    cell_id: CellId
    limit: Annotated[int, Field(ge=1, le=10_000)] = 100
    model: Annotated[str, Field(max_length=200)] | None = None


class SimilarCell(BaseModel):
    id: str
    similarity: float = Field(description="Cosine of the two embeddings, -1 to 1.")


class SimilarOut(BaseModel):
    items: list[SimilarCell]
    next_cursor: None = None


class AlikeIn(_In):
    """Which cell of which picture to compare with; of `image_ids` alone, else of all pictures of the prediction."""

    image_id: UUID
    cell_id: CellId
    image_ids: Annotated[list[UUID], Field(max_length=10_000)] | None = None
    limit: Annotated[int, Field(ge=1, le=20_000)] = 1000


class AlikeCell(SimilarCell):
    image_id: UUID


class AlikeOut(BaseModel):
    """`compared` of all `cells` were looked at; ask again while they are fewer."""

    items: list[AlikeCell]
    compared: int
    cells: int
    next_cursor: None = None


class LabelReason(BaseModel):
    """A stable code and how much of it there is, 0 to 1."""

    code: Literal["low-confidence", "overruled", "crowded", "not-corrected"]
    value: float


class LabelNext(BaseModel):
    """A picture worth correcting; the higher the score, the more."""

    image_id: UUID
    filename: str
    score: float
    reasons: list[LabelReason]


class LabelNextList(BaseModel):
    items: list[LabelNext]
    next_cursor: None = None


class CellReason(BaseModel):
    """A stable code and how much of it there is, 0 to 1."""

    code: Literal["small-margin", "overruled", "low-score"]
    value: float


class CellToCheck(BaseModel):
    """A cell worth a look; the higher the score, the more."""

    image_id: UUID
    filename: str
    id: str = Field(description="The cell's id in the picture's labels, or the one that it will have there.")
    box: BoxIn
    class_: str = Field(alias="class")
    score: float
    reasons: list[CellReason]

    model_config = ConfigDict(populate_by_name=True)


class CellsToCheck(BaseModel):
    """`cells` were looked at; nobody has changed or checked them yet."""

    items: list[CellToCheck]
    cells: int
    next_cursor: None = None
