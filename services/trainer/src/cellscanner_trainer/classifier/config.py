"""How a classifier or an embedding backbone is trained; part of a recipe."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PositiveFloat, PositiveInt

Fraction = Annotated[float, Field(ge=0, le=1)]


class _Config(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class CropConfig(_Config):
    """Side of a crop in pixels, and the margin as a fraction of the longer box side, on each side."""

    size: Annotated[int, Field(ge=16, le=512)] = 32
    margin: Annotated[float, Field(ge=0, le=4)] = 0.25


class JitterConfig(_Config):
    """How far a training box is moved, so that it errs as a detector's box does; fractions of the box's sides."""

    shift: Annotated[float, Field(ge=0, le=0.5)] = 0.06
    scale: Annotated[float, Field(ge=0, le=0.5)] = 0.10


class OptimiserConfig(_Config):
    """AdamW with a linear warm-up and a cosine decay to zero."""

    epochs: PositiveInt = 30
    batch: Annotated[int, Field(ge=2)] = 64
    learning_rate: PositiveFloat = 1e-3
    weight_decay: Annotated[float, Field(ge=0)] = 0.05
    warmup: Fraction = 0.1
    average_decay: Annotated[float, Field(ge=0, lt=1)] = 0.99
    evaluate_every: PositiveInt = 5


class ClassifierConfig(_Config):
    """Training of a classifier on crops cut from annotations.

    With `balance` "sampled" each epoch draws, of every class, as many cells as the rarest has (`balance_to` sets the
    number); with "weighted" it takes all cells and a rare class's errors weigh more; with "none", all as they are.
    With `mixed`, every batch is cut as one of those crops says, drawn at random: a start that favours no size and no
    margin. `freeze` leaves all but the last layer as it is, `turns` mirrors and turns crops. With `patience`, the best
    evaluated weights are kept, and the training ends after so many evaluations without better ones. With
    `background_channel` the network sees a fourth channel, what of the crop is no cell, by the weights `background`.
    """

    architecture: str = "resnet34"
    background_channel: bool = False
    background: Path | None = None
    crop: CropConfig = CropConfig()
    mixed: tuple[CropConfig, ...] = ()
    jitter: JitterConfig = JitterConfig()
    optimiser: OptimiserConfig = OptimiserConfig()
    photometric: Annotated[float, Field(ge=0, le=2)] = 1.0
    turns: bool = True
    freeze: bool = False
    patience: PositiveInt | None = None
    label_smoothing: Annotated[float, Field(ge=0, lt=1)] = 0.05
    balance: Literal["sampled", "weighted", "none"] = "sampled"
    balance_to: PositiveInt | None = None
    seed: int = 0
    start: Path | None = None


class EmbeddingConfig(_Config):
    """Training of a backbone without labels: two views of one cell attract, views of other cells repel (SimCLR).

    Each epoch sees `cells_per_epoch` cells drawn at random, or all of them. With `detector_crop` the package's
    embeddings are those of the detector's backbone on crops so cut (needs no training); the network that learned here
    is kept as weights for a classifier to start from.
    """

    crop: CropConfig = CropConfig()
    jitter: JitterConfig = JitterConfig(shift=0.1, scale=0.2)
    optimiser: OptimiserConfig = OptimiserConfig(epochs=2, batch=128)
    photometric: Annotated[float, Field(ge=0, le=2)] = 1.0
    contrast_temperature: PositiveFloat = 0.2
    cells_per_epoch: PositiveInt | None = None
    detector_crop: CropConfig | None = None
    seed: int = 0
    start: Path | None = None
