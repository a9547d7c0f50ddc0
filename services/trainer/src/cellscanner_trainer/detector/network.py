"""YOLOv5u as ultralytics builds it, without its trainer, its downloads and its home calls."""

from types import SimpleNamespace

import torch
from torch import Tensor, nn
from ultralytics.nn.tasks import DetectionModel
from ultralytics.utils import SETTINGS
from ultralytics.utils.loss import v8DetectionLoss

SETTINGS["sync"] = False

LOSS_GAINS = {"box": 7.5, "cls": 0.5, "dfl": 1.5}


def build_detector(architecture: str, nc: int) -> DetectionModel:
    """A YOLOv5u (anchor-free head, strides 8, 16, 32) with random weights.

    Args:
        architecture: "yolov5nu" to "yolov5xu".
        nc: number of classes.
    """
    network = DetectionModel(f"{architecture.removesuffix('u')}.yaml", nc=nc, verbose=False)  # type: ignore[no-untyped-call]
    network.args = SimpleNamespace(**LOSS_GAINS)  # type: ignore[assignment]
    return network


def detection_loss(network: DetectionModel) -> v8DetectionLoss:
    """Task-aligned assignment; complete IoU, distribution focal and binary cross-entropy losses."""
    return v8DetectionLoss(network)


def load_matching(network: nn.Module, tensors: dict[str, Tensor]) -> int:
    """Copies every tensor that fits by name and shape; returns how many did."""
    own = network.state_dict()
    fitting = {
        name: tensor.float() for name, tensor in tensors.items() if name in own and own[name].shape == tensor.shape
    }
    network.load_state_dict({**own, **fitting})
    return len(fitting)


def to_input(pictures: Tensor) -> Tensor:
    """N x H x W x 3 uint8 RGB to N x 3 x H x W float32 0..1, channels last in memory."""
    return pictures.permute(0, 3, 1, 2).to(torch.float32, memory_format=torch.channels_last).div_(255)
