"""A package's second network as serving runs it, on the CPU."""

from pathlib import Path

import numpy as np
import onnxruntime
from cellscanner_shared.packages import EmbeddingSpec
from numpy.typing import NDArray

_BATCH = 256


class OnnxCrops:
    """The graph of `spec` in a package's folder as functions of crops, `N x S x S x 3` uint8 or float32 of 0 to 255."""

    def __init__(self, folder: Path, spec: EmbeddingSpec, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        providers = ["CPUExecutionProvider"]
        self._session = onnxruntime.InferenceSession(str(folder / spec.file), options, providers=providers)
        self._mean, self._std = np.array(spec.mean, np.float32), np.array(spec.std, np.float32)

    def logits(self, crops: NDArray[np.generic]) -> NDArray[np.float32]:
        """`N x C`, before any temperature."""
        return self._run("logits", crops)

    def embeddings(self, crops: NDArray[np.generic]) -> NDArray[np.float32]:
        """`N x embedding_size`."""
        return self._run("embeddings", crops)

    def _run(self, output: str, crops: NDArray[np.generic]) -> NDArray[np.float32]:
        starts = range(0, max(1, len(crops)), _BATCH)
        return np.concatenate([self._batch(output, crops[start : start + _BATCH]) for start in starts])

    def _batch(self, output: str, crops: NDArray[np.generic]) -> NDArray[np.float32]:
        scaled = (crops.astype(np.float32) / 255 - self._mean) / self._std
        result: NDArray[np.float32] = self._session.run(
            [output], {"crops": np.ascontiguousarray(scaled.transpose(0, 3, 1, 2))}
        )[0]
        return result
