"""One ONNX network in ONNX Runtime, with the options that measured best (docs/adr/0006-onnx-serving.md)."""

import os
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnxruntime.capi import onnxruntime_pybind11_state as native

from cellscanner_shared.serving.device import CPU, CUDA
from cellscanner_shared.serving.errors import NetworkFailed

# ONNX Runtime's errors have no base of their own.
ORT_ERRORS = (
    native.EPFail,
    native.Fail,
    native.InvalidArgument,
    native.InvalidGraph,
    native.InvalidProtobuf,
    native.NoSuchFile,
    native.NotImplemented,
    native.RuntimeException,
)
# An exhaustive search for each new shape of tile costs seconds; TF32 would make a GPU's numbers differ from a CPU's.
_CUDA_OPTIONS = {
    "arena_extend_strategy": "kSameAsRequested",
    "cudnn_conv_algo_search": "HEURISTIC",
    "use_tf32": "0",
}
_SAME_AS_REQUESTED = 1
_ONCE = Lock()


class Session:
    """A loaded network. `run` may be called from any thread; memory goes when the last reference does."""

    def __init__(self, path: Path, provider: str = CPU, threads: int = 0) -> None:
        """Load `path` with its external data; `threads` 0 takes every core. Raises NetworkFailed."""
        with _ONCE:
            _share_cpu_arena()
        providers = [(CUDA, _CUDA_OPTIONS), CPU] if provider == CUDA else [provider]
        try:
            self._session = onnxruntime.InferenceSession(path, _options(threads), providers=providers)
        except ORT_ERRORS as error:
            raise NetworkFailed(
                f"{path.name} could not be loaded.", reason="network-not-loaded", file=path.name
            ) from error
        if self._session.get_providers()[0] != provider:
            raise NetworkFailed(
                f"{path.name} was to run on {provider} and fell back to another provider.",
                reason="network-fell-back",
                file=path.name,
                provider=provider,
            )
        self.provider = provider
        self.footprint_bytes = _footprint(path)

    @property
    def outputs(self) -> list[str]:
        """Names of the network's outputs, in its order."""
        return [output.name for output in self._session.get_outputs()]

    def run(self, feeds: Mapping[str, NDArray[np.float32]], outputs: list[str]) -> list[NDArray[np.float32]]:
        """The named outputs for the named inputs. Raises NetworkFailed, for lack of memory too."""
        try:
            results: list[Any] = self._session.run(outputs, dict(feeds))
        except ORT_ERRORS as error:
            raise NetworkFailed("The network failed on this input.", reason="network-failed-on-input") from error
        return results


def _options(threads: int) -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    # Not left to ONNX Runtime: by itself it pins its threads to cores, two services to the same ones.
    options.intra_op_num_threads = threads or _cores()
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Patterns are kept for every shape ever seen, and pictures come in every shape.
    options.enable_mem_pattern = False
    # Threads that spin while they wait take the other service's cores.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.use_env_allocators", "1")
    # Weights live and die with their session; in the arena they would leave holes.
    options.add_session_config_entry("session.use_device_allocator_for_initializers", "1")
    return options


def _cores() -> int:
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@cache
def _share_cpu_arena() -> None:
    """Give all sessions of the process one working memory, as large as the largest run and no larger.

    ONNX Runtime keeps it in its own process-wide environment, which is why this is done once a process.
    """
    onnxruntime.disable_telemetry_events()
    memory = onnxruntime.OrtMemoryInfo(
        "Cpu", onnxruntime.OrtAllocatorType.ORT_ARENA_ALLOCATOR, 0, onnxruntime.OrtMemType.DEFAULT
    )
    arena = onnxruntime.OrtArenaCfg(
        {
            "max_mem": 0,
            "arena_extend_strategy": _SAME_AS_REQUESTED,
            "initial_chunk_size_bytes": -1,
            "max_dead_bytes_per_chunk": -1,
        }
    )
    onnxruntime.create_and_register_allocator(memory, arena)


def _footprint(path: Path) -> int:
    """Memory the weights take once loaded: the graph, and twice its fp16 external data, which is cast to fp32."""
    external = path.with_suffix(".safetensors")
    return path.stat().st_size + (2 * external.stat().st_size if external.is_file() else 0)
