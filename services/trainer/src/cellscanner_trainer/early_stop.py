"""The best weights of a training so far, kept on disk, and whether it still gets better."""

import json
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from cellscanner_trainer.whole_files import whole


class Best:
    """What scored best, at which step or epoch; survives the process."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.value, self.place = float("-inf"), 0
        if file.exists():
            with safe_open(file, framework="pt") as stored:
                self.value, self.place = json.loads(stored.metadata()["best"])

    def offer(self, value: float, place: int, tensors: Mapping[str, Tensor]) -> None:
        """Keep the weights if `value` beats all before."""
        # After a kill, a step that was evaluated before comes again: the same value is not a better one.
        if value <= self.value:
            return
        copied = {name: tensor.detach().contiguous().clone() for name, tensor in tensors.items()}
        with whole(self._file) as partial:
            save_file(copied, partial, metadata={"best": json.dumps([value, place])})
        self.value, self.place = value, place

    def is_stale(self, place: int, every: int, patience: int) -> bool:
        """Whether `patience` evaluations, one every `every` steps, brought nothing better."""
        return place - self.place >= every * patience

    @torch.no_grad()
    def restore(self, network: nn.Module) -> None:
        """Put the best weights into `network`, if any were kept."""
        if self._file.exists():
            network.load_state_dict(load_file(self._file))
