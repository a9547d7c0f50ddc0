"""Differences of two sets of cells, as the API shows them."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from cellscanner_gateway.predictions.schemas import ClassOut
from cellscanner_gateway.statistics.schemas import Labels

DifferenceKind = Literal["only-first", "only-second", "class-changed", "same"]


class SideOut(BaseModel):
    """Where one side's cells come from."""

    prediction_id: UUID
    model: str
    confidence: float
    software_version: str
    labels: Labels


class TallyOut(BaseModel):
    """Cells of both sides, paired one to one at an overlap (IoU) of at least 0.5, and counted."""

    model_config = ConfigDict(from_attributes=True)

    matched: int = Field(description="Cells that both have, whatever they call them.")
    same: int = Field(description="Of them, those that both call the same.")
    class_changed: int = Field(description="Of them, those that the two call differently.")
    only_first: int
    only_second: int
    differing: int = Field(description="only_first + only_second + class_changed")
    f1: float | None = Field(description="Of finding cells: 2 matched / all cells of both; null where there are none.")
    kappa: float | None = Field(description="Cohen's kappa of the matched cells' classes; null where chance decides.")
    confusion: dict[str, dict[str, int]] = Field(description="Matched cells by class in the first, then the second.")


class SidePictureOut(BaseModel):
    """One side of one picture; `labels` `current` where corrected labels were counted."""

    labels: Labels
    annotation_revision: int | None
    counts: dict[str, int]
    target_ratio: float | None


class PictureDifferencesOut(BaseModel):
    """One picture. A side without a result is null, and so is the tally then."""

    image_id: UUID
    filename: str
    group: str | None
    first: SidePictureOut | None
    second: SidePictureOut | None
    tally: TallyOut | None


class DifferencesOut(BaseModel):
    """Two predictions, or a prediction and its corrected labels, on the pictures that both have."""

    first: SideOut
    second: SideOut
    classes: list[ClassOut] = Field(description="Of both sides, those of the first before the others.")
    least_overlap: float = Field(description="IoU from which on two boxes may be one cell.")
    images: list[PictureDifferencesOut] = Field(description="In the order of the first prediction.")
    left_out: tuple[int, int] = Field(description="Pictures that only the first has, and only the second.")
    total: TallyOut = Field(description="Over all pictures with a tally; F1 and kappa of the summed cells.")
    counts: tuple[dict[str, int], dict[str, int]] = Field(description="Over the same pictures, of each side.")


class OneSideOut(BaseModel):
    """A cell as one side has it; scores are null for a person's labels."""

    model_config = ConfigDict(populate_by_name=True)

    box: Annotated[tuple[float, float, float, float], Field(description="x1, y1, x2, y2 in pixels of the picture")]
    class_: str = Field(alias="class")
    score: float | None


class DifferenceOut(BaseModel):
    """A cell, or two that are one; a side that has none is null."""

    kind: DifferenceKind
    first: OneSideOut | None
    second: OneSideOut | None


class DifferencePage(BaseModel):
    items: list[DifferenceOut] = Field(description="Those that differ come first.")
    next_cursor: str | None
