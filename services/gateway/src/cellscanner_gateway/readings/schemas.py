"""What the routes of readings take and give."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from cellscanner_shared.formats import MOST_CELLS
from cellscanner_shared.packages.manifest import ClassName, ModelClass
from pydantic import BaseModel, ConfigDict, Field, model_validator

from cellscanner_gateway.annotations.operations import AnnotatedCell, CellId
from cellscanner_gateway.annotations.schemas import AgreementNumbers, SourceReading


class ReadingOut(BaseModel):
    """What one person sees in a picture; a `draft` is theirs alone, and `submitted` once it is handed in."""

    id: UUID
    image_id: UUID
    reader: str | None = Field(description="Null once their account is gone.")
    mine: bool
    state: Literal["draft", "submitted"]
    revision: int
    created_at: datetime
    updated_at: datetime


class DisagreementOut(BaseModel):
    """A cell that both have and call differently, or that only one of them has."""

    kind: Literal["class-differs", "only-first", "only-second"]
    first: AnnotatedCell | None
    second: AnnotatedCell | None


class DisagreementsOut(AgreementNumbers):
    """How alike two people's labels are, and every cell on which they differ."""

    first: SourceReading
    second: SourceReading
    classes: list[ModelClass] = Field(description="Of both, those of the first first.")
    items: list[DisagreementOut]
    next_cursor: None = None


class DecisionIn(BaseModel):
    """What holds of one disagreement, which is named by the ids of its cells.

    To take a side that has no cell there is to say that there is none.
    """

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    first: CellId | None = None
    second: CellId | None = None
    take: Literal["first", "second", "neither", "class"]
    class_: ClassName | None = Field(default=None, alias="class", description="With `take: class` only.")

    @model_validator(mode="after")
    def _class_where_needed(self) -> Self:
        if (self.take == "class") != (self.class_ is not None):
            raise ValueError("a class is given with take: class, and only then")
        return self


class AdjudicationIn(BaseModel):
    """The two sides, null for the picture's own labels, and a decision on each of their disagreements."""

    model_config = ConfigDict(extra="forbid")

    first: UUID | None = None
    second: UUID | None = None
    decisions: Annotated[list[DecisionIn], Field(max_length=2 * MOST_CELLS)]
