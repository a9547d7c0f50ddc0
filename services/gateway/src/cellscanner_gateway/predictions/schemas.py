"""Predictions and cells as the API takes and shows them."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from cellscanner_gateway.models.names import DEFAULT_MODEL
from cellscanner_gateway.warnings.schemas import WarningOut

Confidence = Annotated[
    float, Field(ge=0, le=1, allow_inf_nan=False, description="Lowest calibrated score at which a detection is a cell.")
]


class PredictionRequest(BaseModel):
    """Either `image_ids` or the `project` whose pictures are all to be predicted."""

    model_config = ConfigDict(extra="forbid")

    image_ids: Annotated[list[UUID], Field(min_length=1, max_length=10_000)] | None = None
    project: UUID | None = None
    model: str = Field(default=DEFAULT_MODEL, description="owner/name@version or owner/name@alias")
    confidence: Confidence = 0.5


class MagnificationOut(BaseModel):
    """The picture's scale, who stated it, and by what factor it was resampled for the model."""

    micrometers_per_pixel: float | None
    source: Literal["file", "user"] | None
    resampled_by: float


class ClassOut(BaseModel):
    name: str
    target: bool


class PictureResult(BaseModel):
    """What came of one picture. `counts` names every class of the model; null until the picture succeeded."""

    image_id: UUID
    filename: str
    group: str | None
    state: Literal["queued", "succeeded", "failed"]
    counts: dict[str, int] | None
    corrected: int | None = Field(description="Cells whose class the classifier changed.")
    warnings: list[WarningOut]
    problem: dict[str, Any] | None
    width: int
    height: int
    magnification: MagnificationOut | None
    analysed_megapixels: float | None


class PredictionSummary(BaseModel):
    """A prediction without its pictures. `counts` are sums over the pictures that succeeded so far."""

    id: UUID
    project_id: UUID | None
    job_id: UUID
    state: Literal["queued", "running", "succeeded", "failed", "cancelled"]
    model: str = Field(examples=["base/he-cells@1"])
    confidence: float
    software_version: str
    created_at: datetime
    classes: list[ClassOut]
    counts: dict[str, int]
    image_count: int


class PredictionOut(PredictionSummary):
    """A prediction, its warnings over all pictures, and each picture's result."""

    warnings: list[WarningOut]
    images: list[PictureResult]


class CellOut(BaseModel):
    """One cell. `box` is x1, y1, x2, y2 in pixels of the full-resolution picture, origin top-left."""

    model_config = ConfigDict(populate_by_name=True)

    box: tuple[float, float, float, float]
    score: float
    class_: str = Field(alias="class")
    class_score: float | None = Field(description="The classifier's probability; null for a model of one stage.")
    detector_class: str
    corrected: bool


class CellPage(BaseModel):
    items: list[CellOut]
    next_cursor: str | None


class PredictedImage(BaseModel):
    filename: str
    width: int
    height: int
    micrometers_per_pixel: float | None


class PredictResult(BaseModel):
    """The answer of `POST /predict`."""

    model: str
    confidence: float
    software_version: str
    image: PredictedImage
    magnification: MagnificationOut
    cells: list[CellOut]
    counts: dict[str, int]
    warnings: list[WarningOut]
