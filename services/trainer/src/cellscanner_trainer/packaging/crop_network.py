"""A classifier or embedding folder as the second network of a package."""

from pathlib import Path
from typing import Any

import numpy as np
import torch
from cellscanner_shared.packages import ClassifierSpec, EmbeddingSpec
from numpy.typing import NDArray
from safetensors.torch import load_file

from cellscanner_trainer.classifier.artefact import (
    CropNetworkCard,
    build_network,
    load_examples,
    load_network,
    read_card,
)
from cellscanner_trainer.classifier.network import MEAN, STD
from cellscanner_trainer.packaging.graph import GraphSpec, export_graph, write_graph
from cellscanner_trainer.packaging.parity import Parity, check_parity
from cellscanner_trainer.packaging.weights import save_weights


def package_crop_network(source: Path, target: Path) -> tuple[ClassifierSpec | EmbeddingSpec, Parity]:
    """Write the graph and the weights of the network in `source` into the package folder `target`.

    Gives `classifier.onnx` or, for a network without classes, `embedding.onnx`, each over a `.safetensors` of the same
    name. Raises ArtefactMissing and ParityFailed.
    """
    card = read_card(source)
    stem = "embedding" if card.is_embedding else "classifier"
    weights, graph = target / f"{stem}.safetensors", target / f"{stem}.onnx"
    trained = load_network(source)
    save_weights(trained.state_dict(), weights)
    outputs = ["embeddings"] if card.is_embedding else ["logits", "embeddings"]
    axes = GraphSpec(["crops"], outputs, {name: {0: "n"} for name in ("crops", *outputs)})
    size = card.crop.size
    write_graph(export_graph(trained, torch.zeros(2, 3, size, size), axes), weights, graph)
    stored = build_network(card, load_file(weights))
    parity = check_parity(graph, stored, trained, [_feed(load_examples(source))])
    return _spec(card, graph.name, trained.embedding_size), parity


def trained_figures(crop_network: Path) -> dict[str, Any]:
    """What metrics.json says of the training that left this artefact."""
    card = read_card(crop_network)
    return {"epochs": card.epochs, "training_cells": card.training_cells, "validation": card.validation}


def _spec(card: CropNetworkCard, file: str, embedding_size: int) -> ClassifierSpec | EmbeddingSpec:
    shared = {
        "file": file,
        "architecture": card.architecture,
        "crop": card.crop,
        "background_channel": card.background_channel,
        "mean": MEAN,
        "std": STD,
        "embedding_size": embedding_size,
    }
    if card.is_embedding:
        return EmbeddingSpec.model_validate(shared)
    return ClassifierSpec.model_validate(shared | {"classes": card.classes, "temperature": card.temperature})


def _feed(crops: NDArray[np.uint8]) -> NDArray[np.float32]:
    mean, std = np.array(MEAN, np.float32), np.array(STD, np.float32)
    scaled = (crops.astype(np.float32) / 255 - mean) / std
    return np.ascontiguousarray(scaled.transpose(0, 3, 1, 2))
