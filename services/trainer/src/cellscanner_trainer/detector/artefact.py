"""The folder that a detector's training leaves: weights, how serving feeds them, what they scored."""

import platform
from pathlib import Path
from typing import Any

import torch
from cellscanner_shared.packages import Calibration, DetectorInput, DetectorSpec
from pydantic import BaseModel, ConfigDict
from safetensors.torch import save_file
from torch import nn

from cellscanner_trainer.detector.config import DetectorConfig
from cellscanner_trainer.device import learning_device
from cellscanner_trainer.whole_files import whole, write_whole

WEIGHTS_FILE = "detector.safetensors"
CARD_FILE = "detector.json"


class DetectorCard(BaseModel):
    """detector.json: the `detector` of the package's model.json, and what the training did and measured."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    spec: DetectorSpec
    metrics: dict[str, Any]


def detector_spec(config: DetectorConfig, classes: tuple[str, ...], calibration: Calibration) -> DetectorSpec:
    """How serving feeds a detector that was trained with `config`."""
    size = DetectorInput(upsample=config.input.upsample, max_size=config.input.max_size)
    return DetectorSpec(
        architecture=config.architecture,
        head="anchor-free",
        classes=classes,
        input=size,
        largest_cell_px=config.input.largest_cell_px,
        nms_iou=config.input.nms_iou,
        calibration=calibration.model_copy(update={"follows_picture": config.follows_picture}),
    )


def save_detector(folder: Path, network: nn.Module, card: DetectorCard) -> None:
    """Writes float32 weights and the card; the card last, as the sign that all is there."""
    tensors = {name: value.detach().contiguous() for name, value in network.state_dict().items()}
    with whole(folder / WEIGHTS_FILE) as partial:
        save_file(tensors, partial)
    save_card(folder, card)


def save_card(folder: Path, card: DetectorCard) -> None:
    """Writes the card alone, of a detector whose weights stay another's."""
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / CARD_FILE, card.model_dump_json(indent=2) + "\n")


def hardware() -> str:
    """The GPU that learns, or the processor and its threads, in words, for the log of a training."""
    if learning_device().type == "cuda":
        return f"{torch.cuda.get_device_name()}, float32"
    return f"{platform.machine()} {platform.processor() or 'CPU'}, {torch.get_num_threads()} threads, float32"
