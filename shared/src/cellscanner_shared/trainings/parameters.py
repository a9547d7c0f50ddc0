"""How the networks of a personal training are trained. `None` means: as the package it starts from has it."""

from typing import Annotated, Literal

from pydantic import Field, PositiveFloat

from cellscanner_shared.trainings.part import Part

# none: pictures as they are. light: flips, quarter turns, small changes of size and light.
# strong: larger ones, and stain, blur, noise and mosaic.
Augmentation = Literal["none", "light", "strong"]
# none: every weight learns. backbone: the weights up to the head stay as they are.
Freeze = Literal["none", "backbone"]
DetectorArchitecture = Literal["yolov5nu", "yolov5su", "yolov5mu", "yolov5lu", "yolov5xu"]
# The only size whose COCO weights come with CellScanner; the others start from random weights or a package.
COCO_ARCHITECTURES: frozenset[str] = frozenset({"yolov5nu"})
ClassifierArchitecture = Literal["resnet18", "resnet34", "resnet50", "convnext_tiny", "efficientnet_b0"]
Rate = Annotated[float, Field(gt=0, le=0.1)]
Patience = Annotated[int, Field(ge=1, le=1000)]


class DetectorParameters(Part):
    """The unit target-detection: a detector fine-tuned on whole pictures.

    `architecture`: sizes n, s, m, l, x. `initial_weights`: `package` goes on from the start package, `coco` from the
    weights of everyday objects that come with CellScanner (for `yolov5nu` alone), `random` from none. Without `classes`
    the detector learns one class, `cell`. `patience` counts evaluations without a better mAP@0.5 until it stops early.
    """

    architecture: DetectorArchitecture | None = None
    initial_weights: Literal["package", "coco", "random"] = "package"
    classes: bool = True
    freeze: Freeze = "none"
    augmentation: Augmentation = "light"
    steps: Annotated[int, Field(ge=1, le=100_000)] = 300
    batch: Annotated[int, Field(ge=1, le=128)] = 8
    learning_rate: Rate = 5e-4
    weight_decay: Annotated[float, Field(ge=0, le=1)] = 5e-4
    evaluate_every: Annotated[int, Field(ge=1, le=10_000)] = 50
    patience: Patience | None = 6


class HeParameters(DetectorParameters):
    """The unit he-detection: a detector of every cell in H&E tissue, for others to start from.

    All labels count as one class, `cell`. `augmentation` changes the amounts of haematoxylin and eosin, too.
    """

    architecture: DetectorArchitecture | None = "yolov5nu"
    initial_weights: Literal["package", "coco", "random"] = "coco"
    classes: bool = False
    augmentation: Augmentation = "strong"
    steps: Annotated[int, Field(ge=1, le=100_000)] = 1600
    batch: Annotated[int, Field(ge=1, le=128)] = 4
    learning_rate: Rate = 2e-3
    evaluate_every: Annotated[int, Field(ge=1, le=10_000)] = 200


class ClassifierParameters(Part):
    """The unit target-classification: a classifier trained on crops cut from the annotations.

    `balance`: `sampled` draws, anew each epoch, of every class as many cells as the rarest has; `weighted` weights the
    loss instead. `jitter_shift` and `jitter_scale` are fractions of the box's sides. The quick mode trains the head
    alone, and mixes in the labelled embeddings of the base, where it has them, with the weight `base_share` of all.
    `background_channel` (full mode) gives the network a fourth channel: what of a crop is no cell. What makes it was
    trained on MoNuSeg, so that the new model is for non-commercial use.
    """

    architecture: ClassifierArchitecture | None = None
    initial_weights: Literal["package", "random"] = "package"
    freeze: Freeze = "none"
    augmentation: Augmentation = "light"
    background_channel: bool | None = None
    crop_size: Annotated[int, Field(ge=16, le=512)] | None = None
    crop_margin: Annotated[float, Field(ge=0, le=4)] | None = None
    jitter_shift: Annotated[float, Field(ge=0, le=0.5)] = 0.06
    jitter_scale: Annotated[float, Field(ge=0, le=0.5)] = 0.10
    balance: Literal["sampled", "weighted", "none"] = "sampled"
    epochs: Annotated[int, Field(ge=1, le=10_000)] = 20
    batch: Annotated[int, Field(ge=2, le=1024)] = 32
    learning_rate: Rate = 5e-4
    weight_decay: Annotated[float, Field(ge=0, le=1)] = 0.05
    label_smoothing: Annotated[float, Field(ge=0, lt=1)] = 0.02
    patience: Patience | None = 6
    base_share: Annotated[float, Field(ge=0, lt=1)] = 0.5
    head_decay: PositiveFloat = 1e-3


class Parameters(Part):
    """Of every unit. Those of a unit that the training does not have are not looked at."""

    he: HeParameters = HeParameters()
    detector: DetectorParameters = DetectorParameters()
    classifier: ClassifierParameters = ClassifierParameters()
