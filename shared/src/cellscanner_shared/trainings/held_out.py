"""What both models of a comparison found in one held-out picture, as the trainer keeps it and the gateway shows it."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from cellscanner_shared.packages import ModelClass
from cellscanner_shared.packages.manifest import ClassName, Fraction
from cellscanner_shared.trainings.part import Part

# By the rule of the comparison's F1: one to one at an overlap (IoU) of at least 0.5, the best scores first.
FoundOutcome = Literal["right", "wrong-class", "false"]
TrueOutcome = Literal["right", "wrong-class", "missed"]
# x1, y1, x2, y2 in pixels of the full-resolution picture, origin top-left.
Box = Annotated[tuple[float, float, float, float], Field(description="x1, y1, x2, y2 in pixels of the picture")]


class FoundCell(Part):
    """A cell that a model found with at least its confidence, and what is to be said of it."""

    box: Box
    class_name: ClassName = Field(alias="class")
    score: Fraction
    outcome: FoundOutcome


class TrueCell(Part):
    """A cell that a person marked, and what each model made of it."""

    box: Box
    class_name: ClassName = Field(alias="class")
    old: TrueOutcome
    new: TrueOutcome


class HeldOutPicture(Part):
    """One picture of the hold-out: the cells of the model before, of the new version, and of the person who labelled.

    `checked` are the regions that count; empty means the whole picture.
    """

    image_id: UUID
    classes: tuple[ModelClass, ...]
    checked: tuple[Box, ...]
    old: tuple[FoundCell, ...]
    new: tuple[FoundCell, ...]
    truth: tuple[TrueCell, ...]
