"""What a package remembers of the cells it was trained on: the `features` of its `embeddings.safetensors`.

The format is read here by hand, since services that only compare vectors need no library of tensors for it: eight bytes
of header length, a JSON header with dtype, shape and offsets of each tensor, then the tensors.
"""

import json
import struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cellscanner_shared.errors import PackageRefused

EMBEDDINGS_FILE = "embeddings.safetensors"
_TYPES: dict[str, str] = {"F16": "<f2", "F32": "<f4"}


def read_features(body: bytes) -> NDArray[np.float32]:
    """(N, E) float32 embeddings of training cells. Raises PackageRefused for what is no such file."""
    try:
        (length,) = struct.unpack_from("<Q", body)
        header = json.loads(body[8 : 8 + length])
        return _tensor(header["features"], body[8 + length :])
    except (struct.error, ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise PackageRefused(
            f"{EMBEDDINGS_FILE} holds no embeddings.", file=EMBEDDINGS_FILE, reason="file-without-embeddings"
        ) from error


def _tensor(entry: dict[str, Any], data: bytes) -> NDArray[np.float32]:
    kind: np.dtype[Any] = np.dtype(_TYPES[entry["dtype"]])
    rows, columns = (int(side) for side in entry["shape"])
    begin, end = (int(place) for place in entry["data_offsets"])
    if not 0 <= begin <= end <= len(data):
        raise ValueError("offsets outside the file")
    values = np.asarray(np.frombuffer(data[begin:end], kind).reshape(rows, columns), np.float32)
    if not np.isfinite(values).all():
        raise ValueError("embeddings are not finite")
    return values
