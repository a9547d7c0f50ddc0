"""Comparisons as the API takes and shows them."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from cellscanner_shared.trainings import Comparison, Estimate
from pydantic import BaseModel, ConfigDict, Field

from cellscanner_gateway.jobs.schemas import JobOut
from cellscanner_gateway.trainings.schemas import TrainingProblem, TrainingRequest

Value = str | int | float | bool | None
Values = Annotated[list[Value], Field(min_length=1, max_length=32)]


class ComparisonRequest(BaseModel):
    """Every combination of the grid's values, each a training like `training` but for these."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=100)]
    training: TrainingRequest
    grid: Annotated[dict[str, Values], Field(min_length=1, max_length=8)] = Field(
        description="Paths below `parameters`, or `mode` or `seed`, each with the values to try.",
        examples=[{"parameters.detector.architecture": ["yolov5nu", "yolov5su"]}],
    )


class LeftOut(BaseModel):
    """A combination that is not trained: there are no such weights to start from."""

    settings: dict[str, Any]
    problems: list[TrainingProblem]


class ComparisonStarted(BaseModel):
    """Where the comparison will be found, and its trainings in the order of the grid."""

    id: UUID
    trainings: list[UUID]
    left_out: list[LeftOut] = []


class ComparisonRow(BaseModel):
    """One combination. `metrics` are those of its package, null until there is one."""

    training_id: UUID
    model: str = Field(examples=["ada/my-cells@3"])
    settings: dict[str, Any] = Field(description="The value of each of the grid's paths.")
    job: JobOut
    metrics: dict[str, Any] | None
    comparison: Comparison | None
    history: list[dict[str, Any]]


class SizedPoint(BaseModel):
    """A version as a point: to the right with its parameters, up with any of its figures."""

    training_id: UUID
    parameters: int = Field(description="Of its networks together; the point's area.")
    figures: dict[str, Estimate] = Field(description="Of all cells, on the hold-out.")


class CurvePoint(BaseModel):
    """An evaluation of the detector while it trained."""

    step: int
    map50: float
    map: float


class LearningCurve(BaseModel):
    """How a detector learned, and what it started from; all curves share one axis."""

    training_id: UUID
    initial_weights: Literal["package", "coco", "random"]
    points: list[CurvePoint]


class ComparisonFigures(BaseModel):
    """The two figures: accuracy against the number of parameters, and curves from pretrained against random weights."""

    accuracy_by_parameters: list[SizedPoint]
    learning_curves: list[LearningCurve]


class ComparisonSummary(BaseModel):
    """A comparison and the jobs of its trainings."""

    id: UUID
    name: str
    grid: dict[str, list[Any]]
    jobs: list[JobOut]
    created_at: datetime


class ComparisonOut(BaseModel):
    """A comparison as a table, a row a combination, in the order of the grid."""

    id: UUID
    name: str
    grid: dict[str, list[Any]]
    rows: list[ComparisonRow]
    left_out: list[LeftOut]
    figures: ComparisonFigures
    created_at: datetime
