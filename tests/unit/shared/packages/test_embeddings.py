"""Remembered cells are read from their file, and nothing else is taken for one."""

import json
import struct
from pathlib import Path

import numpy as np
import pytest
from cellscanner_shared.errors import PackageRefused
from cellscanner_shared.packages import read_features
from safetensors.numpy import save_file


def made(header: object, data: bytes = b"") -> bytes:
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


def test_what_safetensors_wrote_is_read(tmp_path: Path) -> None:
    features = np.arange(6, dtype=np.float16).reshape(2, 3)
    save_file({"class_index": np.array([0, 1]), "features": features}, tmp_path / "embeddings.safetensors")

    found = read_features((tmp_path / "embeddings.safetensors").read_bytes())

    assert found.dtype == np.float32
    assert found.tolist() == [[0, 1, 2], [3, 4, 5]]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff" * 32,
        made({}),
        made({"features": {"dtype": "I64", "shape": [1, 1], "data_offsets": [0, 8]}}, bytes(8)),
        made({"features": {"dtype": "F16", "shape": [1, 1], "data_offsets": [0, 8]}}),
        made({"features": {"dtype": "F16", "shape": [3, 3], "data_offsets": [0, 2]}}, bytes(2)),
        made({"features": {"dtype": "F16", "shape": [1, 1], "data_offsets": [0, 2]}}, b"\x00\x7c"),  # infinity
    ],
)
def test_anything_else_is_refused(body: bytes) -> None:
    with pytest.raises(PackageRefused):
        read_features(body)
