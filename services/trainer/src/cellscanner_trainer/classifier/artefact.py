"""The folder that a classifier or embedding training leaves: weights, how to feed them, what they scored, examples."""

from pathlib import Path
from typing import Any

import numpy as np
from cellscanner_shared.packages import CropSpec
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, ValidationError
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from cellscanner_trainer.classifier.network import ARCHITECTURE, Backbone, CropClassifier
from cellscanner_trainer.errors import ArtefactMissing
from cellscanner_trainer.whole_files import whole, write_whole

WEIGHTS_FILE = "classifier.safetensors"
CARD_FILE = "classifier.json"
EXAMPLES_FILE = "examples.npy"


class CropNetworkCard(BaseModel):
    """classifier.json. `classes` is empty for an embedding backbone; `validation` is whatever the training measured."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    architecture: str = ARCHITECTURE
    classes: tuple[str, ...] = ()
    crop: CropSpec
    background_channel: bool = False
    temperature: float = 1.0
    epochs: int
    training_cells: dict[str, int]
    validation: dict[str, Any]

    @property
    def is_embedding(self) -> bool:
        """Whether the network has no classes."""
        return not self.classes


def save_artefact(folder: Path, network: nn.Module, card: CropNetworkCard, examples: NDArray[np.uint8]) -> None:
    """Write float32 weights, card and example crops (`N x S x S x 3`); the card last, as the sign that all is there."""
    folder.mkdir(parents=True, exist_ok=True)
    with whole(folder / WEIGHTS_FILE) as partial:
        save_file({name: value.contiguous() for name, value in network.state_dict().items()}, partial)
    with whole(folder / EXAMPLES_FILE) as partial:
        np.save(partial, examples)
    write_whole(folder / CARD_FILE, card.model_dump_json(indent=2) + "\n")


def read_card(folder: Path) -> CropNetworkCard:
    """The card of a finished training; raises ArtefactMissing."""
    try:
        return CropNetworkCard.model_validate_json((folder / CARD_FILE).read_bytes())
    except FileNotFoundError as error:
        raise ArtefactMissing(f"{folder} holds no finished classifier: {CARD_FILE} is missing.") from error
    except ValidationError as error:
        raise ArtefactMissing(f"{folder / CARD_FILE} cannot be read: {error}") from error


def build_network(card: CropNetworkCard, tensors: dict[str, Tensor]) -> Backbone:
    """The network of a card holding the given weights, every one of them; half precision is widened."""
    network = Backbone(card.architecture) if card.is_embedding else _classifier(card)
    network.load_state_dict(tensors)
    return network.eval()


def _classifier(card: CropNetworkCard) -> CropClassifier:
    return CropClassifier(len(card.classes), card.architecture, background_channel=card.background_channel)


def load_network(folder: Path) -> Backbone:
    """The trained network of a folder, float32."""
    return build_network(read_card(folder), load_file(folder / WEIGHTS_FILE))


def load_examples(folder: Path) -> NDArray[np.uint8]:
    """Example crops `N x S x S x 3` uint8 to compare exported networks on."""
    crops: NDArray[np.uint8] = np.load(folder / EXAMPLES_FILE)
    return crops
