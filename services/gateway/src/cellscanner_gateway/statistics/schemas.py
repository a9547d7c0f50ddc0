"""Statistics as the API shows them. Null is missing: not defined for this picture, and never the same as 0."""

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from cellscanner_gateway.predictions.schemas import ClassOut
from cellscanner_gateway.warnings.schemas import WarningOut

Labels = Literal["predicted", "current"]


class PictureStatisticsOut(BaseModel):
    """One picture. A failed one is here too, with `state` failed and every number null."""

    image_id: UUID
    filename: str
    group: str | None
    specimen: str | None
    state: Literal["queued", "succeeded", "failed"]
    labels: Labels | None = Field(description="`current` where corrected labels were counted.")
    annotation_revision: int | None
    micrometers_per_pixel: float | None
    analysed_megapixels: float | None
    counts: dict[str, int] | None = None
    proportions: dict[str, float | None] | None = None
    target_ratio: float | None = Field(None, description="Targets / normals.")
    target_proportion: float | None = Field(None, description="Targets / all cells.")
    mean_size: dict[str, float | None] | None = Field(None, description="Box area as a part of the picture.")
    mean_size_um2: dict[str, float | None] | None = Field(None, description="Box area in square micrometres.")
    size_ratio: float | None = Field(None, description="Mean size of the targets / of the normals.")
    target_radius_px: float | None = Field(None, description="Mean of (w + h) / 4 of the targets.")
    effective_score: dict[str, float | None] | None = None
    nearest_normal_px: float | None = Field(None, description="Mean distance of a target to the nearest normal.")
    density_per_megapixel: dict[str, float | None] | None = None
    density_per_mm2: dict[str, float | None] | None = None
    warnings: list[WarningOut]


class DescriptionOut(BaseModel):
    """A metric over the pictures of a group."""

    model_config = ConfigDict(from_attributes=True)

    n: int
    missing: int
    mean: float | None
    sd: float | None
    median: float | None
    q1: float | None
    q3: float | None
    least: float | None
    most: float | None


class GroupOut(BaseModel):
    """A group; `name` null gathers the pictures without one."""

    name: str | None
    pictures: int
    failed: int
    specimens: int
    counts: dict[str, int]
    metrics: dict[str, DescriptionOut]


class ComparisonOut(BaseModel):
    """One test of one metric; without a p the reason is said."""

    model_config = ConfigDict(from_attributes=True)

    metric: str = Field(examples=["target_ratio"])
    kind: Literal["kruskal-wallis", "mann-whitney"]
    groups: list[str]
    n: list[int] = Field(description="Units of each group: specimens, or pictures.")
    statistic: float | None
    p: float | None
    p_holm: float | None = Field(description="Corrected over the pairs of the metric (Holm).")
    effect: float | None = Field(description="Epsilon squared; Cliff's delta of the first group over the second.")
    effect_low: float | None
    effect_high: float | None
    reason: Literal["fewer-than-three", "all-values-equal"] | None


class StatisticsOut(BaseModel):
    """Everything that is computed from a prediction, and what it was computed from."""

    prediction_id: UUID
    model: str
    confidence: float
    software_version: str
    labels: Labels
    classes: list[ClassOut]
    k: list[float]
    unit: Literal["picture", "specimen"] = Field(description="What the tests compare.")
    control: str | None
    images: list[PictureStatisticsOut]
    groups: list[GroupOut]
    tests: list[ComparisonOut]
    warnings: list[WarningOut]
