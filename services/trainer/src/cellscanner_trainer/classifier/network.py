"""The network: torchvision's ResNet34, giving logits and the 512 numbers before them."""

from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torchvision.models import resnet34

ARCHITECTURE = "resnet34"
EMBEDDING_SIZE = 512
MEAN = (0.485, 0.456, 0.406)
STD = (0.229, 0.224, 0.225)


class Backbone(nn.Module):
    """ResNet34 without its last layer: `N x 3 x S x S` normalised float32 to `N x 512`.

    The parameters carry torchvision's names, so weights pass freely between the two.
    """

    def __init__(self) -> None:
        super().__init__()
        for name, module in resnet34(weights=None).named_children():
            if name != "fc":
                self.add_module(name, module)

    def forward(self, crops: Tensor) -> Tensor:
        """Embeddings, averaged over what is left of the picture plane."""
        x = crops
        for module in self.children():
            x = module(x)
        return x.flatten(1)


class CropClassifier(Backbone):
    """ResNet34 whose forward gives `(logits N x C, embeddings N x 512)`."""

    def __init__(self, classes: int) -> None:
        super().__init__()
        self.fc = nn.Linear(EMBEDDING_SIZE, classes)

    def forward(self, crops: Tensor) -> tuple[Tensor, Tensor]:  # type: ignore[override]
        """Logits before any temperature, and the embeddings they come from."""
        x = crops
        for name, module in self.named_children():
            if name != "fc":
                x = module(x)
        embeddings = x.flatten(1)
        return self.fc(embeddings), embeddings


def load_weights(network: nn.Module, path: Path) -> list[str]:
    """Load every tensor of a safetensors file that fits by name and shape; returns the names left as they were."""
    return load_matching(network, load_file(path))


def load_matching(network: nn.Module, tensors: Mapping[str, Tensor]) -> list[str]:
    """Copy the tensors that fit by name and shape into `network`; returns the names it kept its own values for."""
    own = network.state_dict()
    fitting = {name: value.to(own[name].dtype) for name, value in tensors.items() if _fits(own, name, value)}
    network.load_state_dict(fitting, strict=False)
    return sorted(set(own) - set(fitting))


def _fits(own: Mapping[str, Tensor], name: str, value: Tensor) -> bool:
    return name in own and own[name].shape == value.shape


def normalise(crops: Tensor) -> Tensor:
    """Crops `N x 3 x S x S` in 0..1 to the network's scale."""
    mean = torch.tensor(MEAN, dtype=crops.dtype, device=crops.device).view(1, 3, 1, 1)
    std = torch.tensor(STD, dtype=crops.dtype, device=crops.device).view(1, 3, 1, 1)
    return (crops - mean) / std
