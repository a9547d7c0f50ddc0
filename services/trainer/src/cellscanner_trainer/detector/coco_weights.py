"""COCO weights of the original YOLOv5 project: a pickle of foreign classes, read without running any of it."""

import pickle
from collections import OrderedDict
from pathlib import Path
from typing import IO, Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from cellscanner_trainer.detector.network import build_detector
from cellscanner_trainer.packaging.weights import save_weights

REBUILD = {
    ("torch._utils", "_rebuild_tensor_v2"): torch._utils._rebuild_tensor_v2,
    ("torch._utils", "_rebuild_parameter"): torch._utils._rebuild_parameter,
    ("collections", "OrderedDict"): OrderedDict,
}


class Stub:
    """Stands in for every class and function of the file; takes its attributes and does nothing."""

    def __init__(self, *_: object) -> None:
        self.__dict__["state"] = {}

    def __call__(self, *_: object) -> "Stub":
        return Stub()

    def __setstate__(self, state: object) -> None:
        self.__dict__.update(state if isinstance(state, dict) else {})


class TensorsOnly(pickle.Unpickler):
    """Builds tensors and plain containers; everything else becomes a `Stub`."""

    def find_class(self, module: str, name: str) -> Any:
        """Only what rebuilds tensors is what it says."""
        if module == "torch" and name.endswith("Storage"):
            return getattr(torch, name)
        return REBUILD.get((module, name), Stub)


class _Pickle:
    """What `torch.load` asks of a pickle module."""

    Unpickler = TensorsOnly

    @staticmethod
    def load(file: IO[bytes], **options: Any) -> Any:
        """Files of torch's old format come through here; they are read as restrictedly as the others."""
        return TensorsOnly(file, **options).load()


def read_coco_weights(file: Path) -> dict[str, Tensor]:
    """The tensors of a YOLOv5 checkpoint by their state-dict names, float32.

    Raises:
        ValueError: the file holds no model.
    """
    content = torch.load(file, map_location="cpu", pickle_module=_Pickle, weights_only=False)
    root = (content.get("ema") or content.get("model")) if isinstance(content, dict) else None
    if not isinstance(root, Stub):
        raise ValueError(f"{file.name} holds no YOLOv5 model")
    tensors: dict[str, Tensor] = {}
    _collect(root, "", tensors)
    return tensors


def read_start(file: Path) -> dict[str, Tensor]:
    """The tensors to start from: a package's safetensors, or a checkpoint of the original YOLOv5 (`*.pt`)."""
    return read_coco_weights(file) if file.suffix == ".pt" else load_file(file)


def keep_fitting(source: Path, architecture: str, target: Path) -> int:
    """Write the tensors of `source` that fit the architecture, in half precision, to `target`; how many there are."""
    own = build_detector(architecture, 1).state_dict()
    tensors = read_coco_weights(source)
    fitting = {name: value for name, value in tensors.items() if name in own and own[name].shape == value.shape}
    save_weights(fitting, target)
    return len(fitting)


def _collect(module: Stub, prefix: str, tensors: dict[str, Tensor]) -> None:
    attributes = module.__dict__
    for name, value in {**attributes.get("_parameters", {}), **attributes.get("_buffers", {})}.items():
        if isinstance(value, Tensor):
            data = value.data if isinstance(value, nn.Parameter) else value
            tensors[prefix + name] = data.float().contiguous() if data.is_floating_point() else data
    for name, child in attributes.get("_modules", {}).items():
        if isinstance(child, Stub):
            _collect(child, f"{prefix}{name}.", tensors)
