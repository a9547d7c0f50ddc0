"""A detector folder as the first network of a package."""

from pathlib import Path
from typing import Any

import numpy as np
import torch
from cellscanner_shared.packages import DetectorSpec
from numpy.typing import NDArray
from pydantic import ValidationError
from safetensors.torch import load_file
from torch import Tensor, nn

from cellscanner_trainer.detector.artefact import CARD_FILE, WEIGHTS_FILE, DetectorCard
from cellscanner_trainer.detector.network import build_detector
from cellscanner_trainer.errors import ArtefactMissing
from cellscanner_trainer.packaging.graph import GraphSpec, export_graph, write_graph
from cellscanner_trainer.packaging.parity import Parity, check_parity
from cellscanner_trainer.packaging.weights import save_weights

# Two shapes, neither square: a graph that froze an anchor grid fails on one of them.
_EXAMPLE_SHAPES = ((2, 3, 96, 160), (1, 3, 224, 128))
_SPEC = GraphSpec(
    ["images"], ["predictions"], {"images": {0: "n", 2: "height", 3: "width"}, "predictions": {0: "n", 2: "anchors"}}
)


def package_detector(source: Path, target: Path) -> tuple[DetectorSpec, Parity]:
    """Write detector.onnx over detector.safetensors into the package folder `target`.

    Raises ArtefactMissing and ParityFailed.
    """
    spec = read_detector_card(source).spec
    tensors, weights = load_file(source / WEIGHTS_FILE), target / WEIGHTS_FILE
    save_weights(tensors, weights)
    trained, stored = (_graph(spec, folder / WEIGHTS_FILE) for folder in (source, target))
    example = torch.from_numpy(_example(_EXAMPLE_SHAPES[0]))
    write_graph(export_graph(trained, example, _SPEC), weights, target / spec.file)
    examples = [_example(shape) for shape in _EXAMPLE_SHAPES]
    return spec, check_parity(target / spec.file, stored, trained, examples)


def read_detector_card(source: Path) -> DetectorCard:
    """The card of a finished detector; raises ArtefactMissing."""
    try:
        return DetectorCard.model_validate_json((source / CARD_FILE).read_bytes())
    except FileNotFoundError as error:
        raise ArtefactMissing(f"{source} holds no finished detector: {CARD_FILE} is missing.") from error
    except ValidationError as error:
        raise ArtefactMissing(f"{source / CARD_FILE} cannot be read: {error}") from error


def _graph(spec: DetectorSpec, weights: Path) -> nn.Module:
    """A YOLOv5u with these weights whose forward gives `predictions` as model.json defines, for any tile shape."""
    network = build_detector(spec.architecture, len(spec.classes))
    network.load_state_dict({name: _widened(value) for name, value in load_file(weights).items()})
    layers: Any = network.model
    head = layers[-1]
    head.dynamic, head.export, head.format = True, True, "onnx"
    return network.eval()


def _widened(tensor: Tensor) -> Tensor:
    return tensor.float() if tensor.is_floating_point() else tensor


def _example(shape: tuple[int, ...]) -> NDArray[np.float32]:
    """A tile of blurred noise: parity needs numbers of a picture's size, not cells."""
    noise = np.random.default_rng(0).random(shape, np.float32)
    return np.asarray(noise * np.float32(0.5) + np.roll(noise, 1, axis=3) * np.float32(0.5), np.float32)
