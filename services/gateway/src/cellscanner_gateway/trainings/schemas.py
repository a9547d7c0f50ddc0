"""Trainings as the API takes and shows them."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from cellscanner_shared.packages import ModelClass
from cellscanner_shared.packages.manifest import Name
from cellscanner_shared.packages.reference import NAME_PATTERN
from cellscanner_shared.trainings import (
    HE_UNIT,
    Comparison,
    Mode,
    Parameters,
    Split,
    TrainingPlan,
    Unit,
    Verdict,
    check_units,
)
from pydantic import BaseModel, ConfigDict, Field, model_validator

from cellscanner_gateway.jobs.schemas import JobOut

ImageIds = Annotated[list[UUID], Field(max_length=10_000)]
Share = Annotated[float, Field(gt=0, lt=1, allow_inf_nan=False)]
Decision = Literal["accepted", "discarded"]


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class RecipeIn(BaseModel):
    """The part of a recipe that the gateway reads; the trainer checks the rest."""

    model_config = ConfigDict(extra="allow")

    name: Annotated[str, Field(pattern=rf"^{NAME_PATTERN}$")]


class ReplayRequest(_Asked):
    """Pictures prepared beforehand that are mixed in against forgetting."""

    image_ids: ImageIds
    share: Share = Field(default=0.5, description="Their share of what is learned from.")


class TrainingRequest(_Asked):
    """A model of your own from the labels of your pictures: those of a `project`, or `image_ids`."""

    name: Name = Field(description="The model's name; the training makes the next version of it.")
    base: str = Field(
        default="base/living-dead@champion",
        description="owner/name@version or owner/name@alias; he-detection has base/he-cells@champion unless told.",
    )
    mode: Mode = Field(
        default="quick",
        description="quick: the base's detector recalibrated, a new head on its features, in seconds. "
        "full: the chosen units fine-tuned; the only mode of the unit he-detection.",
    )
    units: Annotated[list[Unit], Field(min_length=1, max_length=2)] = Field(
        default=["target-detection", "target-classification"],
        description="he-detection, alone, makes a detector of every cell in H&E tissue; `parameters.he` are its own. "
        "The target units make a model of your own cells.",
    )
    project: UUID | None = None
    image_ids: ImageIds | None = None
    classes: Annotated[list[ModelClass], Field(min_length=1, max_length=255)] | None = Field(
        default=None, description="Classes of the result. Without them, those that the labels and the base name."
    )
    continue_from: Annotated[int, Field(ge=1)] | None = Field(
        default=None, description="Version of the same model whose weights are the start; without it the base's."
    )
    hold_out: Share = Field(default=0.1, description="Share of the pictures that no version ever learns from.")
    validation: Share = Field(default=0.2, description="Share of the pictures that stopping and calibration use.")
    replay: ReplayRequest | None = None
    parameters: Parameters = Parameters()
    seed: Annotated[int, Field(ge=0, lt=2**31)] = 0

    @model_validator(mode="before")
    @classmethod
    def _he_defaults(cls, given: Any) -> Any:
        """The unit he-detection has a mode and a base of its own where none is asked for."""
        if isinstance(given, dict) and given.get("units") == [HE_UNIT]:
            return {"mode": "full", "base": "base/he-cells@champion"} | given
        return given

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        if (self.project is None) == (self.image_ids is None):
            raise ValueError("name either a project or image_ids")
        if self.hold_out + self.validation >= 1:
            raise ValueError("hold_out and validation leave nothing to learn from")
        check_units(self.units, self.mode)
        names = [one.name for one in self.classes or []]
        if len(set(names)) != len(names):
            raise ValueError("classes names one twice")
        return self


class TrainingProblem(BaseModel):
    """A reason why a training cannot start, and what to do. `values` are the numbers and names of the message."""

    code: str = Field(examples=["too-few-labels"])
    message: str
    image_id: UUID | None = None
    values: dict[str, str | int] = {}


class SplitCounts(BaseModel):
    """Pictures on each side of the split."""

    train: int
    val: int
    test: int


class ModeCheck(BaseModel):
    """What the same training would be in one of the modes, and what is in its way."""

    ready: bool
    problems: list[TrainingProblem]
    estimated_seconds: int
    estimated_from: int


class Corrections(BaseModel):
    """How the labels differ from the predictions that they began with, in cells of all such pictures."""

    pictures: int = Field(description="How many of the pictures began with a prediction.")
    added: int
    deleted: int
    moved: int
    reclassified: int


class TrainingCheck(BaseModel):
    """What a training would learn from, and everything that is in its way."""

    ready: bool
    pictures: int
    labels: dict[str, int] = Field(description="Cells of each class, of all pictures.")
    split: SplitCounts
    problems: list[TrainingProblem]
    estimated_seconds: int = Field(description="Of the whole training, at the pace of the last ones on this machine.")
    estimated_from: int = Field(
        description="How many trainings of the same mode that pace rests on. 0: on figures measured on two CPU cores."
    )
    modes: dict[Mode, ModeCheck] = Field(description="Each mode that the units can be trained in.")
    corrections: Corrections | None = Field(description="Null where no picture's labels began with a prediction.")
    advised_mode: Mode | None = Field(
        description="full where most corrections are of boxes, which only a trained detector finds better; quick where "
        "classes are wrong. Null without corrections, and where not both target units are trained."
    )


class TrainedPicture(BaseModel):
    """A picture of a training: the revision of its labels, and its side of the split."""

    image_id: UUID
    revision: int
    split: Split


class TrainingSummary(BaseModel):
    """A training without its plan and curves."""

    id: UUID = Field(description="The same as the id of its job.")
    model: str = Field(description="The version that it makes, or would have made.", examples=["ada/my-cells@1"])
    mode: Mode | None = Field(description="Null for a training from a recipe.")
    base: str | None = Field(description="Null for a training from a recipe.", examples=["base/living-dead@1"])
    project_id: UUID | None
    comparison_id: UUID | None = Field(description="The comparison that it is a part of.")
    verdict: Verdict | None = Field(description="Whether it is better than the version before; null until it is known.")
    decision: Decision | None
    job: JobOut
    created_at: datetime


class TrainingOut(TrainingSummary):
    """A training: what it makes, from what, its curves so far, and how its result compares with the one before."""

    recipe: dict[str, Any] | None
    plan: TrainingPlan | None
    snapshot_sha256: str
    pictures: list[TrainedPicture]
    history: list[dict[str, Any]] = Field(description="Points of the curves; `network` says whose.")
    comparison: Comparison | None
