"""Weights of a package: stored once, as safetensors, for the graphs to point into and for training to go on from."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safetensors.torch import save_file
from torch import Tensor

_LENGTH_BYTES = 8


@dataclass(frozen=True)
class StoredTensor:
    """Where one tensor lies in its file: byte offset from the file's start, byte length, and safetensors' type name."""

    offset: int
    length: int
    dtype: str
    shape: tuple[int, ...]


def save_weights(tensors: Mapping[str, Tensor], path: Path) -> None:
    """Store a state dict: kernels and matrices in half precision, vectors (biases, batch-norm statistics) as they are.

    The vectors are a thousandth of the bytes, and variances may lie outside what half precision can hold.
    """
    stored = {name: _compact(value).contiguous() for name, value in tensors.items()}
    save_file(stored, path)
    # safetensors writes for its owner only; services that read a package may run as someone else.
    path.chmod(0o644)


def layout(path: Path) -> dict[str, StoredTensor]:
    """Read where each tensor lies from the file's header (8 bytes of little-endian length, then JSON)."""
    with path.open("rb") as stream:
        length = int.from_bytes(stream.read(_LENGTH_BYTES), "little")
        header = json.loads(stream.read(length))
    header.pop("__metadata__", None)
    return {name: _stored(entry, _LENGTH_BYTES + length) for name, entry in header.items()}


def _compact(value: Tensor) -> Tensor:
    return value.half() if value.is_floating_point() and value.ndim > 1 else value


def _stored(entry: dict[str, Any], base: int) -> StoredTensor:
    begin, end = entry["data_offsets"]
    return StoredTensor(base + begin, end - begin, str(entry["dtype"]), tuple(entry["shape"]))
