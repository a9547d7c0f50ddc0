"""Proof that an exported graph computes what the trained network computes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from cellscanner_trainer.errors import ParityFailed

RELATIVE_TOLERANCE = 1e-4
ABSOLUTE_TOLERANCE = 1e-4


@dataclass(frozen=True)
class Parity:
    """Largest absolute differences of any output number, over all example inputs.

    `onnx`: graph against the network with the same stored weights. `storage`: graph against the network as trained, so
    with what half precision cost. `largest_output`: the scale to read both against.
    """

    examples: int
    onnx: float
    storage: float
    largest_output: float


def check_parity(graph: Path, stored: nn.Module, trained: nn.Module, examples: Sequence[NDArray[np.float32]]) -> Parity:
    """Run the graph and both networks on `examples` (batches of the graph's only input); raises ParityFailed.

    The graph must agree with the network of the same weights to 1e-4 of the largest output number.
    """
    session = onnxruntime.InferenceSession(str(graph), providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    onnx_gap = storage_gap = largest = 0.0
    for batch in examples:
        got = session.run(None, {name: batch})
        onnx_gap = max(onnx_gap, _gap(got, run_network(stored, batch)))
        storage_gap = max(storage_gap, _gap(got, run_network(trained, batch)))
        largest = max(largest, *(float(np.abs(one).max()) for one in got))
    if not onnx_gap <= ABSOLUTE_TOLERANCE + RELATIVE_TOLERANCE * largest:
        raise ParityFailed(
            f"{graph.name} is off by {onnx_gap:.3g} where outputs reach {largest:.3g}.",
            reason="network-off",
            file=graph.name,
            gap=float(f"{onnx_gap:.3g}"),
            largest=float(f"{largest:.3g}"),
        )
    return Parity(sum(len(batch) for batch in examples), onnx_gap, storage_gap, largest)


@torch.inference_mode()
def run_network(network: nn.Module, batch: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    """The outputs of a torch network in evaluation mode, in order."""
    outputs = network.eval()(torch.from_numpy(batch))
    return [one.numpy() for one in ([outputs] if isinstance(outputs, Tensor) else outputs)]


def _gap(left: Sequence[NDArray[np.float32]], right: Sequence[NDArray[np.float32]]) -> float:
    gaps = [np.abs(a - b).max() for a, b in zip(left, right, strict=True)]
    return float(np.max(gaps))
