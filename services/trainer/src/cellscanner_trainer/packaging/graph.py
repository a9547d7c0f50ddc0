"""ONNX graphs whose weights are the tensors of a safetensors file.

ONNX keeps large tensors as *external data*: file, offset, length. A safetensors file is a header followed by raw
tensors, so a graph can point straight into it. Half-precision tensors pass through a Cast to float32; ONNX Runtime
folds the casts when it loads the graph and then fuses batch norms into convolutions as for a plain float32 export.
"""

import tempfile
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import onnx
import torch
from onnx import ModelProto, TensorProto, helper
from torch import Tensor, nn

from cellscanner_trainer.errors import ParityFailed
from cellscanner_trainer.packaging.weights import StoredTensor, layout

OPSET = 18
_ONNX_TYPES = {"F16": TensorProto.FLOAT16, "F32": TensorProto.FLOAT, "I64": TensorProto.INT64}


@dataclass(frozen=True)
class GraphSpec:
    """Names and free axes of a graph: `axes` maps a tensor's name to its free axes and their names."""

    inputs: Sequence[str]
    outputs: Sequence[str]
    axes: dict[str, dict[int, str]]


def export_graph(network: nn.Module, example: Tensor, spec: GraphSpec) -> ModelProto:
    """Trace a network in evaluation mode; its parameters keep their names and batch norms stay apart."""
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        target = Path(folder) / "graph.onnx"
        # The newer exporter renames parameters, which would cut the tie to the safetensors file.
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", UserWarning)
        torch.onnx.export(
            network.eval(),
            (example,),
            target,
            input_names=list(spec.inputs),
            output_names=list(spec.outputs),
            dynamic_axes=spec.axes,
            opset_version=OPSET,
            training=torch.onnx.TrainingMode.PRESERVE,
            do_constant_folding=False,
            dynamo=False,
        )
        return onnx.load_model(target)


def write_graph(model: ModelProto, weights: Path, target: Path, *, prefix: str = "") -> None:
    """Replace the graph's own copies of the tensors of `weights` by pointers into that file and store the graph.

    `prefix` stands before the names in the graph where the traced module wraps the stored one. Both files must lie in
    one folder. Raises ParityFailed where a weight of the graph is not in the file: it would be stored twice.
    """
    stored = layout(weights)
    graph = model.graph
    kept = [tensor for tensor in graph.initializer if tensor.name.removeprefix(prefix) not in stored]
    tied = [tensor for tensor in graph.initializer if tensor.name.removeprefix(prefix) in stored]
    stray = [tensor.name for tensor in kept if len(tensor.dims) > 1 and len(tensor.raw_data) > 4096]
    if stray or not tied:
        raise ParityFailed(
            f"Weights of the graph are not in {weights.name}: {', '.join(stray) or 'any of them'}.",
            reason="weights-not-in-file",
            file=weights.name,
            stray=", ".join(stray) or "any of them",
        )
    casts = []
    del graph.initializer[:]
    graph.initializer.extend(kept)
    for tensor in tied:
        place = stored[tensor.name.removeprefix(prefix)]
        graph.initializer.append(_pointer(_stored_name(tensor.name, place), weights.name, place))
        if place.dtype == "F16":
            casts.append(
                helper.make_node("Cast", [_stored_name(tensor.name, place)], [tensor.name], to=TensorProto.FLOAT)
            )
    nodes = list(graph.node)
    del graph.node[:]
    graph.node.extend([*casts, *nodes])
    onnx.save_model(model, target)
    onnx.checker.check_model(str(target))


def _stored_name(name: str, place: StoredTensor) -> str:
    return f"{name}.half" if place.dtype == "F16" else name


def _pointer(name: str, file: str, place: StoredTensor) -> TensorProto:
    tensor = TensorProto(name=name, data_type=_ONNX_TYPES[place.dtype], dims=place.shape)
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in (("location", file), ("offset", str(place.offset)), ("length", str(place.length))):
        tensor.external_data.add(key=key, value=value)
    return tensor
