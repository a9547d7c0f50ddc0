"""The network: torchvision's ResNet34, or another of its families, giving logits and the embeddings before them."""

from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torchvision.models import get_model

ARCHITECTURE = "resnet34"
EMBEDDING_SIZE = 512
MEAN = (0.485, 0.456, 0.406)
STD = (0.229, 0.224, 0.225)


class Backbone(nn.Module):
    """A torchvision classifier without its last layer: `N x 3 x S x S` normalised float32 to `N x embedding_size`.

    The parameters carry torchvision's names, so weights pass freely between the two; a head of several layers
    (`convnext_tiny`, `efficientnet_b0`) keeps its normalisation as `norm`.
    """

    def __init__(self, architecture: str = ARCHITECTURE) -> None:
        super().__init__()
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
            if name != "fc":
                x = module(x)
        return x.flatten(1)

    def forward(self, crops: Tensor) -> Tensor:
        """The embeddings."""
        return self.embed(crops)


class CropClassifier(Backbone):
    """A backbone and a linear layer, whose forward gives `(logits N x C, embeddings N x embedding_size)`."""

    def __init__(self, classes: int, architecture: str = ARCHITECTURE) -> None:
        super().__init__(architecture)
        self.fc = nn.Linear(self.embedding_size, classes)

    def forward(self, crops: Tensor) -> tuple[Tensor, Tensor]:  # type: ignore[override]
        """Logits before any temperature, and the embeddings they come from."""
        embeddings = self.embed(crops)
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
