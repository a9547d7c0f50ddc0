"""Old against new on the same hold-out, as the trainer writes it (comparison.json) and the gateway shows it."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from cellscanner_shared.packages.manifest import ClassName, Fraction
from cellscanner_shared.trainings.part import Part
from cellscanner_shared.trainings.plan import Reference

Verdict = Literal["better", "worse", "not-distinguishable"]


class Estimate(Part):
    """A figure and its 95 % bootstrap interval over pictures; null where there is nothing to divide by."""

    value: float | None
    low: float | None
    high: float | None


class ComparisonMetric(Part):
    """One figure of both models. `difference` is new minus old on the same resampled pictures.

    The verdict is about the figure's own sense: for an error, lower is better.
    """

    name: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,40}$")]
    class_name: ClassName | None = Field(default=None, alias="class")
    old: Estimate
    new: Estimate
    difference: Estimate
    verdict: Verdict


class ConfusionCell(Part):
    """Cells of the class `true` that were found and named `named`: how many, and their share of the found ones."""

    true: ClassName
    named: ClassName
    cells: Annotated[int, Field(ge=0)]
    share: Estimate


class CalibrationPoint(Part):
    """Detections with scores of one tenth of the scale: how many, their mean score, and the share that are cells."""

    detections: Annotated[int, Field(ge=0)]
    score: Fraction
    right: Estimate


class Detail(Part):
    """What of one model no single figure tells: which classes it mistakes for which, and what its scores mean."""

    confusion: tuple[ConfusionCell, ...]
    calibration: tuple[CalibrationPoint, ...]


class HoldOut(Part):
    """What both were measured on."""

    pictures: Annotated[int, Field(ge=0)]
    cells: Annotated[int, Field(ge=0)]


class PictureDifference(Part):
    """A picture of the hold-out, with the F1 of each model; null in a picture without cells, found or true."""

    image_id: UUID
    old_f1: Fraction | None
    new_f1: Fraction | None


class Comparison(Part):
    """The candidate `new` held against `old`; `pictures` most different first.

    `old_detail` and `new_detail` are missing where nothing was held out, and in comparisons before there were any.
    """

    old: Reference
    new: Reference
    hold_out: HoldOut
    metrics: tuple[ComparisonMetric, ...]
    verdict: Verdict
    pictures: tuple[PictureDifference, ...]
    old_detail: Detail | None = None
    new_detail: Detail | None = None
