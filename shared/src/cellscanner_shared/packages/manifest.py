"""model.json, schemas 1 and 2: what a package recognises and how its networks are to be fed."""

from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, PositiveFloat, PositiveInt, model_validator

from cellscanner_shared.packages.reference import NAME_PATTERN, ModelRef

Name = Annotated[str, Field(pattern=rf"^{NAME_PATTERN}$")]
# A plain file name: no folder, not hidden, so that no manifest can point outside its package.
FileName = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$")]
Fraction = Annotated[float, Field(ge=0, le=1)]
ClassName = Annotated[str, Field(min_length=1, max_length=64)]
ClassNames = Annotated[tuple[ClassName, ...], Field(min_length=1, max_length=255)]
Triple = tuple[float, float, float]
PositiveTriple = tuple[PositiveFloat, PositiveFloat, PositiveFloat]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Title(_Part):
    """The model's name as the page shows it, in both languages."""

    en: str
    zh: str


class Licence(_Part):
    """Under what conditions the weights may be used; inherited from the training data."""

    id: str
    conditions: str


class ModelClass(_Part):
    """A class of the result, and whether the model's users are looking for it."""

    name: ClassName
    target: bool


class Calibration(_Part):
    """Piecewise-linear map of raw detector scores to calibrated ones; both lists rise strictly from 0 to 1.

    With `follows_picture` a picture whose scores are all lower than those of the training has them raised first; see
    `cellscanner_shared.scores`.
    """

    raw: tuple[Fraction, ...] = (0.0, 1.0)
    calibrated: tuple[Fraction, ...] = (0.0, 1.0)
    follows_picture: bool = False

    @model_validator(mode="after")
    def _is_invertible(self) -> Self:
        if len(self.raw) != len(self.calibrated):
            raise ValueError("raw and calibrated differ in length")
        for name, knots in (("raw", self.raw), ("calibrated", self.calibrated)):
            if len(knots) < 2 or (knots[0], knots[-1]) != (0.0, 1.0) or any(b <= a for a, b in pairwise(knots)):
                raise ValueError(f"{name} does not rise strictly from 0 to 1")
        return self


class DetectorInput(_Part):
    """How a tile becomes the network's input; `multiple` and `max_size` count network pixels."""

    upsample: Annotated[float, Field(gt=0, le=8)] = 1.0
    multiple: PositiveInt = 32
    max_size: PositiveInt = 1024
    pad_value: Annotated[int, Field(ge=0, le=255)] = 114

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.max_size % self.multiple:
            raise ValueError("max_size is not a whole number of multiples")
        return self


class _NetworkSpec(_Part):
    """A network: the file of its graph, whose weights lie beside it."""

    file: FileName

    @property
    def weights_file(self) -> str:
        """The file of the package that holds its weights."""
        return Path(self.file).with_suffix(".safetensors").name


class DetectorSpec(_NetworkSpec):
    """The detector network; `largest_cell_px` counts pixels at the model's scale."""

    file: FileName = "detector.onnx"
    architecture: str
    head: Literal["anchor-free", "anchor-based"]
    classes: ClassNames
    input: DetectorInput = DetectorInput()
    largest_cell_px: PositiveFloat
    nms_iou: Annotated[float, Field(gt=0, le=1)] = 0.5
    calibration: Calibration = Calibration()


class CropSpec(_Part):
    """How crops are cut: side in pixels after resizing, margin as a fraction of the longer box side, on each side."""

    size: Annotated[int, Field(ge=8, le=1024)]
    margin: Annotated[float, Field(ge=0, le=8)]


def _is_unset(value: bool) -> bool:
    return not value


class EmbeddingSpec(_NetworkSpec):
    """A backbone that gives embeddings of crops and no classes.

    With `background_channel` (schema 2) the graph makes itself a fourth channel of the crops, how likely each pixel is
    no cell: it is fed as ever. Left out of the JSON where it is false, so that schema 1 stays as it was.
    """

    file: FileName = "embedding.onnx"
    architecture: str
    crop: CropSpec
    mean: Triple
    std: PositiveTriple
    embedding_size: PositiveInt
    background_channel: bool = Field(default=False, exclude_if=_is_unset)


class ClassifierSpec(EmbeddingSpec):
    """The second stage: logits of `classes`, divided by `temperature` before the softmax, and embeddings."""

    file: FileName = "classifier.onnx"
    classes: ClassNames
    temperature: PositiveFloat = 1.0


def schema_of(network: EmbeddingSpec | None) -> Literal[1, 2]:
    """The schema of a manifest with this second network."""
    return 2 if network is not None and network.background_channel else 1


class ModelManifest(_Part):
    """model.json of a package. Frozen; unknown fields are refused.

    Beside a classifier the detector may name classes that are not the result's, as a detector of any `cell` does.
    Schema 2 has `background_channel`; a manifest that makes no use of it is of schema 1, which older software reads.
    """

    model_config = ConfigDict(validate_by_alias=True, validate_by_name=True, serialize_by_alias=True)

    schema_version: Literal[1, 2] = Field(default=1, alias="schema")
    owner: Name
    name: Name
    version: PositiveInt
    title: Title
    created: AwareDatetime
    software_version: str
    licence: Licence
    parent: str | None = None
    snapshot_sha256: Sha256 | None = None
    recipe: FileName | None = None
    classes: Annotated[tuple[ModelClass, ...], Field(min_length=1, max_length=255)]
    micrometers_per_pixel: PositiveFloat | None = None
    confidence: Fraction = 0.5
    detector: DetectorSpec
    classifier: ClassifierSpec | None = None
    embedding: EmbeddingSpec | None = None
    weights: tuple[FileName, ...] = ()

    @model_validator(mode="after")
    def _classes_agree(self) -> Self:
        names = [one.name for one in self.classes]
        deciding = (self.classifier or self.detector).classes
        if len(set(names)) != len(names) or sorted(deciding) != sorted(names):
            raise ValueError("classes are not, each once, those of the network that decides")
        return self

    @model_validator(mode="after")
    def _schema_is_told(self) -> Self:
        if self.schema_version != schema_of(self.classifier or self.embedding):
            raise ValueError("schema is 2 where a network has a background channel, else 1")
        return self

    @property
    def ref(self) -> ModelRef:
        """The reference under which this package is stored."""
        return ModelRef(self.owner, self.name, self.version)

    @property
    def files(self) -> tuple[str, ...]:
        """Every file that the manifest names and the package therefore must hold."""
        networks = (self.detector, self.classifier, self.embedding)
        named = [network.file for network in networks if network is not None]
        return (*named, *self.weights, *([self.recipe] if self.recipe else []))
