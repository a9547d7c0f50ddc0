"""Choosing where networks run. A GPU that is there and goes unused is an error in words, never a silent CPU run."""

import base64
import logging
import shutil
import subprocess
from pathlib import Path

import onnxruntime

from cellscanner_shared.serving.errors import GpuUnusable
from cellscanner_shared.serving.settings import Device

CPU = "CPUExecutionProvider"
CUDA = "CUDAExecutionProvider"
_LOG = logging.getLogger(__name__)

# An ONNX graph of one node, y = x + x: the least that shows whether a provider works.
_PROBE = base64.b64decode("CAgSADo1Cg4KAXgKAXgSAXkiA0FkZBIBZ1oPCgF4EgoKCAgBEgQKAggBYg8KAXkSCgoICAESBAoCCAFCBAoAEBE=")
_WAY_OUT = "Install the CUDA libraries (the `gpu` extra) or set the service's DEVICE setting to cpu."


def choose_provider(device: Device, *, gpu_present: bool | None = None) -> str:
    """The execution provider for `device`; `auto` takes a GPU where one is present (looked for unless it is told).

    Raises GpuUnusable where a GPU is asked for, or present under `auto`, and networks do not run on it.
    """
    if device == "cpu":
        return CPU
    present = find_gpu() if gpu_present is None else gpu_present
    if device == "auto" and not present:
        return CPU
    _prove_cuda("An NVIDIA GPU is present" if present else "CUDA was asked for")
    return CUDA


def find_gpu() -> bool:
    """Whether this machine shows an NVIDIA GPU, by its device files or by nvidia-smi."""
    if any(Path("/dev").glob("nvidia[0-9]*")):
        return True
    program = shutil.which("nvidia-smi")
    if program is None:
        return False
    listing = subprocess.run([program, "-L"], capture_output=True, text=True, timeout=30, check=False)
    return listing.returncode == 0 and "GPU " in listing.stdout


def _prove_cuda(why: str) -> None:
    if CUDA not in onnxruntime.get_available_providers():
        raise GpuUnusable(f"{why}, but this ONNX Runtime was built without CUDA. {_WAY_OUT}")
    onnxruntime.preload_dlls()
    try:
        session = onnxruntime.InferenceSession(_PROBE, providers=[CUDA])
        used = session.get_providers()[0]
        if used == CUDA:
            session.run(None, {"x": onnxruntime.OrtValue.ortvalue_from_shape_and_type([1], "float32").numpy()})
    except RuntimeError as error:
        raise GpuUnusable(f"{why}, but a first run on it failed. {_WAY_OUT}") from error
    if used != CUDA:
        raise GpuUnusable(f"{why}, but ONNX Runtime fell back to the CPU. {_WAY_OUT}")
