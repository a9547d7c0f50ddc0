"""The plan of a personal training: everything that the trainer needs to know, and all it may depend on."""

from collections.abc import Sequence
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, PositiveFloat, PositiveInt, model_validator

from cellscanner_shared.packages import Licence, ModelClass, ModelRef, Title
from cellscanner_shared.packages.errors import InvalidModelReference
from cellscanner_shared.packages.manifest import Name, Sha256
from cellscanner_shared.trainings.parameters import DetectorParameters, Parameters
from cellscanner_shared.trainings.part import Part

# quick: new head on cached features, detector recalibrated. full: the chosen units fine-tuned.
Mode = Literal["quick", "full"]
# he-detection makes a detector of every cell in H&E tissue; the target units make a department's own model of one.
Unit = Literal["he-detection", "target-detection", "target-classification"]
HE_UNIT: Unit = "he-detection"
HE_CLASS = ModelClass(name="cell", target=False)


def _reference(text: str) -> str:
    try:
        return str(ModelRef.parse(text))
    except InvalidModelReference as error:
        raise ValueError(error.detail) from error


Reference = Annotated[str, AfterValidator(_reference)]


def check_units(units: Sequence[Unit], mode: Mode) -> None:
    """Raises ValueError for units that make no training together, or not in this mode."""
    if len(set(units)) != len(units):
        raise ValueError("units names one twice")
    if HE_UNIT in units and len(units) > 1:
        raise ValueError("the unit he-detection makes a model of its own: train the target units from it afterwards")
    if HE_UNIT in units and mode != "full":
        raise ValueError("the unit he-detection has no quick mode")


class Replay(Part):
    """Pictures prepared beforehand that are mixed in against forgetting; `share` is theirs of what is learned from."""

    snapshot: str
    sha256: Sha256
    share: Annotated[float, Field(gt=0, lt=1)] = 0.5


class TrainingPlan(Part):
    """One training of the version `version` of `owner/name`; stored with the training, never changed.

    `base` is the model that was asked for; `start` the package whose weights are the beginning: the base, or an earlier
    version of the same model; `old` the package that the candidate is held against. Each digest proves its package.
    `classes` are those of the result, in the order of the snapshot's categories. `snapshot` is an object's key.
    """

    schema_version: Literal[1] = Field(default=1, alias="schema")
    mode: Mode
    units: Annotated[tuple[Unit, ...], Field(min_length=1)]
    owner: Name
    name: Name
    version: PositiveInt
    title: Title
    classes: Annotated[tuple[ModelClass, ...], Field(min_length=1, max_length=255)]
    licence: Licence
    base: Reference
    base_digest: Sha256
    start: Reference
    start_digest: Sha256
    old: Reference
    old_digest: Sha256
    micrometers_per_pixel: PositiveFloat | None = None
    snapshot: str
    snapshot_sha256: Sha256
    replay: Replay | None = None
    parameters: Parameters = Parameters()
    seed: Annotated[int, Field(ge=0, lt=2**31)] = 0

    @property
    def ref(self) -> ModelRef:
        """The version that the training makes."""
        return ModelRef(self.owner, self.name, self.version)

    @property
    def detector_parameters(self) -> DetectorParameters:
        """Those of the unit that trains the detector."""
        return self.parameters.he if HE_UNIT in self.units else self.parameters.detector

    @property
    def class_names(self) -> tuple[str, ...]:
        """The names of the classes, in the order of the result."""
        return tuple(one.name for one in self.classes)

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        if len(set(self.class_names)) != len(self.classes):
            raise ValueError("classes names one twice")
        check_units(self.units, self.mode)
        if HE_UNIT in self.units and self.class_names != (HE_CLASS.name,):
            raise ValueError("the unit he-detection knows one class, cell")
        return self
