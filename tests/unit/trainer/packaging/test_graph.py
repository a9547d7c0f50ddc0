from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from cellscanner_trainer.errors import ParityFailed
from cellscanner_trainer.packaging.graph import GraphSpec, export_graph, write_graph
from cellscanner_trainer.packaging.weights import save_weights
from torch import nn

SPEC = GraphSpec(["crops"], ["logits"], {"crops": {0: "n"}, "logits": {0: "n"}})
CROPS = np.random.default_rng(0).random((3, 3, 16, 16), np.float32)


@pytest.fixture
def network() -> nn.Module:
    torch.manual_seed(0)
    norm = nn.BatchNorm2d(64)
    assert norm.running_var is not None
    assert norm.running_mean is not None
    layers = nn.Sequential(
        nn.Conv2d(3, 64, 3, bias=False),
        norm,
        nn.ReLU(),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(64, 2),
    )
    # All different: the exporter merges tensors that are equal.
    nn.init.uniform_(norm.running_var, 0.5, 1.5)
    nn.init.uniform_(norm.running_mean, -0.1, 0.1)
    return layers.eval()


def _write(network: nn.Module, folder: Path) -> Path:
    save_weights(network.state_dict(), folder / "w.safetensors")
    model = export_graph(network, torch.zeros(2, 3, 16, 16), SPEC)
    write_graph(model, folder / "w.safetensors", folder / "g.onnx")
    return folder / "g.onnx"


def test_the_graph_holds_no_weights_and_computes_the_same(network: nn.Module, tmp_path: Path) -> None:
    graph = _write(network, tmp_path)
    assert graph.stat().st_size < 4000
    session = onnxruntime.InferenceSession(str(graph), providers=["CPUExecutionProvider"])
    with torch.inference_mode():
        expected = network(torch.from_numpy(CROPS)).numpy()
    assert session.run(None, {"crops": CROPS})[0] == pytest.approx(expected, abs=2e-3)


def test_every_tensor_points_into_the_safetensors_file_under_its_own_name(network: nn.Module, tmp_path: Path) -> None:
    model = onnx.load(_write(network, tmp_path), load_external_data=False)
    pointed = {
        tensor.name: {entry.key: entry.value for entry in tensor.external_data}["location"]
        for tensor in model.graph.initializer
        if tensor.data_location == onnx.TensorProto.EXTERNAL
    }
    assert set(pointed) == {
        "0.weight.half", "5.weight.half", "1.weight", "1.bias", "1.running_mean", "1.running_var", "5.bias",
    }  # fmt: skip
    assert set(pointed.values()) == {"w.safetensors"}


def test_the_runtime_folds_casts_and_batch_norms_away(network: nn.Module, tmp_path: Path) -> None:
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = str(tmp_path / "optimised.onnx")
    onnxruntime.InferenceSession(str(_write(network, tmp_path)), options, providers=["CPUExecutionProvider"])
    kinds = {node.op_type for node in onnx.load(tmp_path / "optimised.onnx").graph.node}
    assert "Conv" in kinds
    assert not kinds & {"Cast", "BatchNormalization"}


def test_a_weight_that_the_file_lacks_is_refused(network: nn.Module, tmp_path: Path) -> None:
    model = export_graph(network, torch.zeros(2, 3, 16, 16), SPEC)
    tensors = {name: value for name, value in network.state_dict().items() if name != "0.weight"}
    save_weights(tensors, tmp_path / "w.safetensors")
    with pytest.raises(ParityFailed, match=r"0\.weight"):
        write_graph(model, tmp_path / "w.safetensors", tmp_path / "g.onnx")
