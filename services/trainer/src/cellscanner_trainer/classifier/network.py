"""The network: torchvision's ResNet34, another of its families or a detector's backbone; logits and embeddings."""

from collections.abc import Mapping
from pathlib import Path
from typing import Self

import torch
from cellscanner_shared.trainings import DETECTOR_BACKBONE
from safetensors.torch import load_file
from torch import Tensor, nn
from torchvision.models import get_model

from cellscanner_trainer.background.network import BackgroundNetwork
from cellscanner_trainer.classifier.detector_backbone import detector_stages

ARCHITECTURE = "resnet34"
EMBEDDING_SIZE = 512
MEAN = (0.485, 0.456, 0.406)
STD = (0.229, 0.224, 0.225)
COLOURS = 3
_NOT_OF_THE_CHAIN = ("background", "fc")


class Backbone(nn.Module):
    """A torchvision classifier without its last layer: `N x 3 x S x S` normalised float32 to `N x embedding_size`.

    The parameters carry torchvision's names, so weights pass freely between the two; a head of several layers
    (`convnext_tiny`, `efficientnet_b0`) keeps its normalisation as `norm`. `yolov5nu-backbone` is the beginning of that
    detector, its tensors as `stages.*`.
    """

    def __init__(self, architecture: str = ARCHITECTURE) -> None:
        super().__init__()
        if architecture.endswith(DETECTOR_BACKBONE):
            self.add_module("colours", Colours())
            self.add_module("stages", stages := detector_stages(architecture))
            self.embedding_size = stages.embedding_size
            return
        parts = dict(get_model(architecture, weights=None).named_children())
        head = parts.pop("fc", None) or parts.pop("classifier")
        for name, module in parts.items():
            self.add_module(name, module)
        layers = [head] if isinstance(head, nn.Linear) else list(head)
        if not isinstance(layers[0], nn.Linear | nn.Dropout):
            self.add_module("norm", layers[0])
        self.embedding_size = int(layers[-1].in_features)

    def embed(self, crops: Tensor) -> Tensor:
        """Embeddings, averaged over what is left of the picture plane."""
        x = crops
        for name, module in self.named_children():
            if name not in _NOT_OF_THE_CHAIN:
                x = module(x)
        return x.flatten(1)

    def forward(self, crops: Tensor) -> Tensor:
        """The embeddings."""
        return self.embed(crops)


class Colours(nn.Module):
    """Normalised crops back to 0..1, as a detector sees them."""

    mean: Tensor
    std: Tensor

    def __init__(self) -> None:
        super().__init__()
        for name, values in (("mean", MEAN), ("std", STD)):
            self.register_buffer(name, torch.tensor(values).view(1, 3, 1, 1), persistent=False)

    def forward(self, crops: Tensor) -> Tensor:
        """The crops, `N x 3 x S x S`."""
        return crops * self.std + self.mean


class CropClassifier(Backbone):
    """A backbone and a linear layer, whose forward gives `(logits N x C, embeddings N x embedding_size)`.

    With `background_channel` it holds a second network that never learns here and sees the same crops: how likely each
    pixel is no cell is the backbone's fourth channel. So whoever has the crop has the channel, in training and serving.
    """

    def __init__(self, classes: int, architecture: str = ARCHITECTURE, *, background_channel: bool = False) -> None:
        super().__init__(architecture)
        self.background: BackgroundNetwork | None = None
        if background_channel:
            _add_channel(self)
            self.background = BackgroundNetwork().requires_grad_(False)
        self.fc = nn.Linear(self.embedding_size, classes)

    def train(self, mode: bool = True) -> Self:
        """As ever, but the background network keeps the statistics it came with."""
        super().train(mode)
        if self.background is not None:
            self.background.eval()
        return self

    def embed(self, crops: Tensor) -> Tensor:
        """Embeddings of the crops, and of their background where the network has the channel."""
        if self.background is None:
            return super().embed(crops)
        # Near the spread of the normalised colours.
        channel = 4 * torch.sigmoid(self.background(crops)) - 2
        return super().embed(torch.cat([crops, channel], dim=1))

    def forward(self, crops: Tensor) -> tuple[Tensor, Tensor]:  # type: ignore[override]
        """Logits before any temperature, and the embeddings they come from."""
        embeddings = self.embed(crops)
        return self.fc(embeddings), embeddings


def load_weights(network: nn.Module, path: Path) -> list[str]:
    """Load every tensor of a safetensors file that fits by name and shape; returns the names left as they were."""
    return load_matching(network, load_file(path))


def load_matching(network: nn.Module, tensors: Mapping[str, Tensor]) -> list[str]:
    """Copy the tensors that fit by name and shape into `network`; returns the names it kept its own values for.

    Kernels of three colours fit where there is a fourth channel too, which they do not look at, and the other way.
    """
    own = network.state_dict()
    same = {name: _with_channels(value, own[name]) for name, value in tensors.items() if name in own}
    fitting = {name: value.to(own[name].dtype) for name, value in same.items() if value.shape == own[name].shape}
    network.load_state_dict(fitting, strict=False)
    return sorted(set(own) - set(fitting))


def _with_channels(value: Tensor, own: Tensor) -> Tensor:
    if value.ndim != 4 or own.ndim != 4 or {value.shape[1], own.shape[1]} != {COLOURS, COLOURS + 1}:
        return value
    more = value.new_zeros(len(value), 1, *value.shape[2:])
    return torch.cat([value, more], dim=1)[:, : own.shape[1]]


def _add_channel(backbone: Backbone) -> None:
    """A first layer for one channel more, in the place of the first layer."""
    name, first = next((name, one) for name, one in backbone.named_modules() if isinstance(one, nn.Conv2d))
    place, _, last = name.rpartition(".")
    wider = nn.Conv2d(
        COLOURS + 1,
        first.out_channels,
        first.kernel_size,  # type: ignore[arg-type]
        first.stride,  # type: ignore[arg-type]
        first.padding,  # type: ignore[arg-type]
        bias=first.bias is not None,
    )
    setattr(backbone.get_submodule(place), last, wider)


def normalise(crops: Tensor) -> Tensor:
    """Crops `N x 3 x S x S` in 0..1 to the network's scale."""
    mean = torch.tensor(MEAN, dtype=crops.dtype, device=crops.device).view(1, 3, 1, 1)
    std = torch.tensor(STD, dtype=crops.dtype, device=crops.device).view(1, 3, 1, 1)
    return (crops - mean) / std
