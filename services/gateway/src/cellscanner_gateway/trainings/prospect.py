"""A training before it starts: its pictures, classes and split, and everything that is in its way."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from cellscanner_shared.packages import ModelClass
from cellscanner_shared.trainings import HE_UNIT, DetectorParameters, Mode, Split

from cellscanner_gateway.trainings.origins import Origins
from cellscanner_gateway.trainings.pace import Pace
from cellscanner_gateway.trainings.schemas import TrainingProblem, TrainingRequest
from cellscanner_gateway.trainings.subjects import Subject


@dataclass(frozen=True)
class Prospect:
    """What a request comes to now.

    `sides` are those of `subjects`, `groups` how many of these differ from each other; `held_out` is the hold-out of
    the model's earlier versions, `picture_problems` what is wrong with single pictures, `paces` how fast the last
    trainings of each mode went here.
    """

    request: TrainingRequest
    origins: Origins
    classes: tuple[ModelClass, ...]
    subjects: list[Subject]
    sides: list[Split]
    groups: int
    replay: list[Subject]
    held_out: frozenset[UUID]
    picture_problems: list[TrainingProblem]
    paces: Mapping[Mode, Pace]

    @property
    def modes(self) -> tuple[Mode, ...]:
        """Those in which the units asked for can be trained."""
        return ("full",) if HE_UNIT in self.request.units else ("quick", "full")

    def in_mode(self, mode: Mode) -> "Prospect":
        """The same in another mode."""
        return replace(self, request=self.request.model_copy(update={"mode": mode}))

    @property
    def detector_parameters(self) -> DetectorParameters:
        """Those of the unit that trains the detector."""
        parameters = self.request.parameters
        return parameters.he if HE_UNIT in self.request.units else parameters.detector

    def of_side(self, side: Split) -> list[Subject]:
        """The pictures of one side."""
        return [one for one, its in zip(self.subjects, self.sides, strict=True) if its == side]
