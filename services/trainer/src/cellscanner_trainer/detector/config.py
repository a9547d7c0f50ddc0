"""How a detector is trained; part of a recipe."""

from pathlib import Path
from typing import Annotated, Any, Literal, Self

from cellscanner_shared.trainings import COCO_ARCHITECTURES
from pydantic import BaseModel, ConfigDict, Field, PositiveFloat, PositiveInt, field_validator, model_validator

Fraction = Annotated[float, Field(ge=0, le=1)]


class _Config(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class InputConfig(_Config):
    """How pictures meet the network, in training and in serving; see `detector.input` of model.json.

    `crop` is the side, in network pixels, of a training crop; `largest_cell_px` and `nms_iou` are for serving.
    """

    upsample: PositiveFloat = 1.0
    crop: Annotated[int, Field(ge=64, multiple_of=32)] = 480
    max_size: Annotated[int, Field(ge=64, multiple_of=32)] = 1024
    largest_cell_px: PositiveInt = 96
    nms_iou: Annotated[float, Field(gt=0, lt=1)] = 0.5


class AugmentConfig(_Config):
    """Ranges of the random changes of a crop.

    `zoom` is the largest factor by which a crop is enlarged or shrunk; `stain` the spread of each stain's strength
    (haematoxylin-eosin pictures only); `mosaic` the share of crops put together from four pictures; `turns` whether
    crops are mirrored and turned; the others say how far brightness, contrast, gamma and colours may go.
    """

    zoom: Annotated[float, Field(ge=1, le=4)] = 1.25
    stain: Annotated[float, Field(ge=0, le=1)] = 0.0
    brightness: Fraction = 0.15
    contrast: Fraction = 0.25
    gamma: Fraction = 0.3
    colour: Fraction = 0.1
    grey: Fraction = 0.0
    blur: Fraction = 0.1
    noise: Fraction = 0.1
    least_visible: Fraction = 0.4
    mosaic: Fraction = 0.0
    turns: bool = True


# What pictures may suffer at each level of augmentation; the table in words is in docs/user-guide.md.
LEVELS: dict[str, AugmentConfig] = {
    "none": AugmentConfig(zoom=1, brightness=0, contrast=0, gamma=0, colour=0, blur=0, noise=0, turns=False),
    "light": AugmentConfig(
        zoom=1.15, brightness=0.1, contrast=0.15, gamma=0.15, colour=0.05, stain=0.1, blur=0.05, noise=0.05
    ),
    "strong": AugmentConfig(
        zoom=1.4, brightness=0.2, contrast=0.35, gamma=0.35, colour=0.15, stain=0.25, blur=0.2, noise=0.2, mosaic=0.3
    ),
}


class OptimiserConfig(_Config):
    """AdamW with a linear warm-up and a cosine decay; `average_decay` is that of the running mean of the weights."""

    steps: PositiveInt = 900
    batch: PositiveInt = 4
    learning_rate: PositiveFloat = 2e-3
    final_rate: Fraction = 0.02
    weight_decay: Annotated[float, Field(ge=0)] = 5e-4
    warmup_steps: PositiveInt = 50
    average_decay: Annotated[float, Field(ge=0, lt=1)] = 0.997
    gradient_limit: PositiveFloat = 10.0


class DetectorConfig(_Config):
    """Training of a detector on whole pictures.

    It begins with the weights of the file `start`, or with those that `initial_weights` names; without both at random.
    `augment` may be a level: none, light or strong.
    `rare_weight` multiplies the chance of a picture that holds a class rarer than its share; `match` is the rule by
    which calibration counts a cell as found: centroids within 12 px, or boxes with IoU of at least 0.5. `freeze` first
    stages of the network stay as they are (10: the backbone). With `patience`, the best evaluated weights are kept, and
    the training ends after so many evaluations without better ones. With `follows_picture` the scores of a picture that
    scores lower as a whole are raised in serving.
    """

    architecture: Literal["yolov5nu", "yolov5su", "yolov5mu", "yolov5lu", "yolov5xu"] = "yolov5nu"
    input: InputConfig = InputConfig()
    augment: AugmentConfig = AugmentConfig()
    optimiser: OptimiserConfig = OptimiserConfig()
    rare_weight: Annotated[float, Field(ge=1)] = 1.0
    match: Literal["centroid", "iou"] = "iou"
    seed: int = 0
    threads: PositiveInt | None = None
    checkpoint_seconds: PositiveFloat = 90.0
    evaluate_every: PositiveInt = 300
    freeze: Annotated[int, Field(ge=0, le=24)] = 0
    patience: PositiveInt | None = None
    follows_picture: bool = False
    start: Path | None = None
    initial_weights: Literal["coco", "random"] | None = None

    @field_validator("augment", mode="before")
    @classmethod
    def _level(cls, given: Any) -> Any:
        return LEVELS.get(given, given) if isinstance(given, str) else given

    @model_validator(mode="after")
    def _one_start(self) -> Self:
        if self.start is not None and self.initial_weights is not None:
            raise ValueError("name either start or initial_weights")
        if self.initial_weights == "coco" and self.architecture not in COCO_ARCHITECTURES:
            there = ", ".join(sorted(COCO_ARCHITECTURES))
            raise ValueError(f"there are COCO weights of {there} alone: start from a package of this size, or random")
        return self
