"""The running mean of the weights, steadier than the last step's."""

import copy
from typing import Generic, TypeVar

import torch
from torch import nn

NetworkT = TypeVar("NetworkT", bound=nn.Module)


class WeightAverage(Generic[NetworkT]):
    """Exponential mean of a network's parameters and statistics; early steps count for less of the past."""

    def __init__(self, network: NetworkT, decay: float) -> None:
        self.network = copy.deepcopy(network).eval().requires_grad_(False)
        self._decay = decay
        self._steps = 0

    @torch.no_grad()
    def update(self, network: NetworkT) -> None:
        """Take one step towards `network`."""
        self._steps += 1
        decay = min(self._decay, (1 + self._steps) / (10 + self._steps))
        for mean, value in zip(self.network.state_dict().values(), network.state_dict().values(), strict=True):
            if mean.is_floating_point():
                mean.lerp_(value, 1 - decay)
            else:
                mean.copy_(value)

    @property
    def steps(self) -> int:
        """Steps taken so far."""
        return self._steps

    def restore(self, state: dict[str, torch.Tensor], steps: int) -> None:
        """Go on from a stored mean."""
        self.network.load_state_dict(state)
        self._steps = steps
