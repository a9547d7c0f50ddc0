"""Model packages so small that a test can tell by hand what they find.

The detector's grid has one candidate every 8 pixels, at the middle of an 8 x 8 block, always 20 x 20 network pixels:
its score is the block's mean brightness, red for the first class and green for the second (times blue as objectness in
the anchor-based head). The classifier's logits are 10 times mean red and mean green; its embedding is the mean colour.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from cellscanner_shared.packages import ModelManifest, write_checksums
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import save_file

Shapes = dict[str, list[int | str]]

STEP = 8
SIDE = 20.0
IMAGENET_FREE = {"mean": [0.0, 0.0, 0.0], "std": [1.0, 1.0, 1.0]}


def write_package(
    folder: Path,
    *,
    name: str = "tiny",
    version: int = 1,
    head: str = "anchor-free",
    second_stage: str | None = "classifier",
    detector: dict[str, Any] | None = None,
    classifier: dict[str, Any] | None = None,
    **fields: Any,
) -> str:
    """Write a whole package into `folder` and return its digest; `second_stage` is classifier, embedding or None."""
    folder.mkdir(parents=True)
    _save(detector_graph(head), folder / "detector.onnx")
    if second_stage:
        weights = np.array([[10, 0], [0, 10], [0, 0]], np.float16)
        save_file({"weight": weights}, folder / f"{second_stage}.safetensors")
        _save(classifier_graph(second_stage), folder / f"{second_stage}.onnx")
    manifest = manifest_fields(name, version, head, second_stage, detector or {}, classifier or {}) | fields
    (folder / "model.json").write_text(ModelManifest.model_validate(manifest).model_dump_json(indent=1))
    return write_checksums(folder)


def manifest_fields(
    name: str, version: int, head: str, second_stage: str | None, detector: dict[str, Any], classifier: dict[str, Any]
) -> dict[str, Any]:
    classes = ["living", "dead"]
    stage = {"architecture": "mean", "crop": {"size": 16, "margin": 0.25}, "embedding_size": 3, **IMAGENET_FREE}
    network = {"architecture": "grid", "head": head, "classes": classes, "largest_cell_px": 24.0}
    network["input"] = {"upsample": 1.0, "multiple": 32, "max_size": 256, "pad_value": 114}
    return {
        "schema": 1,
        "owner": "base",
        "name": name,
        "version": version,
        "title": {"en": "Tiny", "zh": "小"},
        "created": "2026-11-22T12:00:00Z",
        "software_version": "0.1.0",
        "licence": {"id": "MIT", "conditions": "none"},
        "classes": [{"name": "living", "target": False}, {"name": "dead", "target": True}],
        "detector": network | detector,
        "classifier": stage | {"classes": classes} | classifier if second_stage == "classifier" else None,
        "embedding": stage | classifier if second_stage == "embedding" else None,
        "weights": [f"{second_stage}.safetensors"] if second_stage else [],
    }


def detector_graph(head: str) -> onnx.ModelProto:
    """images (N, 3, H, W) to predictions of either head."""
    tail = ["red", "green"] if head == "anchor-free" else ["blue", "red", "green"]
    nodes = [
        helper.make_node("AveragePool", ["images"], ["means"], kernel_shape=[STEP, STEP], strides=[STEP, STEP]),
        helper.make_node("Split", ["means"], ["red", "green", "blue"], axis=1, num_outputs=3),
        helper.make_node("Sub", ["red", "red"], ["none"]),
        helper.make_node("Add", ["none", "step"], ["steps"]),
        helper.make_node("CumSum", ["steps", "axis_x"], ["right"]),
        helper.make_node("CumSum", ["steps", "axis_y"], ["below"]),
        helper.make_node("Sub", ["right", "half"], ["cx"]),
        helper.make_node("Sub", ["below", "half"], ["cy"]),
        helper.make_node("Add", ["none", "side"], ["size"]),
        helper.make_node("Concat", ["cx", "cy", "size", "size", *tail], ["grid"], axis=1),
        helper.make_node("Reshape", ["grid", "flat"], ["rows"]),
        helper.make_node("Identity" if head == "anchor-free" else "Transpose", ["rows"], ["predictions"]),
    ]
    if head == "anchor-based":
        nodes[-1].attribute.append(helper.make_attribute("perm", [0, 2, 1]))
    constants = {"step": [STEP], "half": [STEP / 2], "side": [SIDE]}
    initialisers = [numpy_helper.from_array(np.array(value, np.float32), key) for key, value in constants.items()]
    whole = {"axis_x": 3, "axis_y": 2, "flat": [0, 4 + len(tail), -1]}
    initialisers += [numpy_helper.from_array(np.array(value, np.int64), key) for key, value in whole.items()]
    return _model(nodes, {"images": ["n", 3, "h", "w"]}, {"predictions": ["n", "rows", "columns"]}, initialisers)


def classifier_graph(second_stage: str) -> onnx.ModelProto:
    """crops (N, 3, S, S) to logits and embeddings, or to embeddings; the fp16 weight stands in the safetensors file."""
    pool = helper.make_node("ReduceMean", ["crops", "axes"], ["embeddings"], keepdims=0)
    axes = numpy_helper.from_array(np.array([2, 3], np.int64), "axes")
    shapes: Shapes = {"embeddings": ["n", 3]}
    logits: Shapes = {"logits": ["n", 2]}
    if second_stage == "embedding":
        return _model([pool], {"crops": ["n", 3, "s", "s"]}, shapes, [axes])
    cast = helper.make_node("Cast", ["weight"], ["weight32"], to=TensorProto.FLOAT)
    product = helper.make_node("MatMul", ["embeddings", "weight32"], ["logits"])
    weight = _external("weight", [3, 2], "classifier.safetensors")
    return _model([pool, cast, product], {"crops": ["n", 3, "s", "s"]}, logits | shapes, [axes, weight])


def _external(name: str, shape: Sequence[int], file: str) -> TensorProto:
    """An fp16 tensor that is the last thing in a safetensors file with a header as long as `save_file` writes it."""
    size = 2 * int(np.prod(shape))
    header = f'{{"{name}":{{"dtype":"F16","shape":[{",".join(map(str, shape))}],"data_offsets":[0,{size}]}}}}'
    tensor = TensorProto(name=name, data_type=TensorProto.FLOAT16, dims=shape, data_location=TensorProto.EXTERNAL)
    offset = 8 + -(-len(header) // 8) * 8
    for key, value in (("location", file), ("offset", str(offset)), ("length", str(size))):
        tensor.external_data.add(key=key, value=value)
    return tensor


def _model(
    nodes: list[onnx.NodeProto],
    inputs: Shapes,
    outputs: Shapes,
    initialisers: list[TensorProto],
) -> onnx.ModelProto:
    ends = [
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in side.items()]
        for side in (inputs, outputs)
    ]
    graph = helper.make_graph(nodes, "tiny", ends[0], ends[1], initialisers)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)


def _save(model: onnx.ModelProto, path: Path) -> None:
    path.write_bytes(model.SerializeToString())
