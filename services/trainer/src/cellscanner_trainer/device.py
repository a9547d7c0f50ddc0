"""Where networks learn: the CPU, or a GPU that was asked for. One choice a process, as the number of threads is.

Pictures are read, cut and changed on the CPU whatever the choice, by the same generators; only what a network is given
lies where the network lies. What is stored knows no device: a training goes on on another than it began on.
"""

import torch
from cellscanner_shared.serving.errors import GpuUnusable
from torch import Tensor, nn

from cellscanner_trainer.settings import Device


class _Choice:
    device = torch.device("cpu")


def use_device(name: Device) -> None:
    """Let the trainings of this process run there; raises GpuUnusable where torch finds no GPU that was asked for."""
    if name == "cuda" and not torch.cuda.is_available():
        raise GpuUnusable("The trainer was told to use a GPU, and torch finds none that it can use.")
    _Choice.device = torch.device(name)


def learning_device() -> torch.device:
    """Where a network that is to learn belongs."""
    return _Choice.device


def beside(tensor: Tensor, network: nn.Module) -> Tensor:
    """The tensor where the network's parameters lie."""
    return tensor.to(next(network.parameters()).device)
