"""The state of a training on disk: safetensors and JSON, replaced in one move, never a pickle."""

import json
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor, nn

from cellscanner_trainer.whole_files import whole

CHECKPOINT = "detector-checkpoint.safetensors"


@dataclass(slots=True)
class State:
    """What a training needs to go on: networks, optimiser, and what it has done so far."""

    network: nn.Module
    average: nn.Module
    optimiser: torch.optim.Optimizer
    step: int = 0
    seconds: float = 0.0


def save_checkpoint(folder: Path, state: State) -> None:
    """Writes the state; after a kill either the old or the new one is whole."""
    tensors = _prefixed("network", state.network.state_dict()) | _prefixed("average", state.average.state_dict())
    for number, values in state.optimiser.state_dict()["state"].items():
        tensors |= _prefixed(f"optimiser.{number}", values)
    progress = json.dumps({"step": state.step, "seconds": state.seconds})
    with whole(folder / CHECKPOINT) as partial:
        save_file(tensors, partial, metadata={"progress": progress})


def load_checkpoint(folder: Path, state: State) -> bool:
    """Fills `state` from the folder's checkpoint; False if there is none."""
    if not (folder / CHECKPOINT).exists():
        return False
    with safe_open(folder / CHECKPOINT, framework="pt") as file:
        progress = json.loads(file.metadata()["progress"])
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - no mapping
    state.network.load_state_dict(_part("network", tensors))
    state.average.load_state_dict(_part("average", tensors))
    own = state.optimiser.state_dict()
    count = len(own["param_groups"][0]["params"]) if own["param_groups"] else 0
    count = sum(len(group["params"]) for group in own["param_groups"]) or count
    own["state"] = {n: values for n in range(count) if (values := _part(f"optimiser.{n}", tensors))}
    state.optimiser.load_state_dict(own)
    state.step, state.seconds = int(progress["step"]), float(progress["seconds"])
    return True


def _prefixed(prefix: str, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    # Contiguous and cloned: safetensors refuses channels-last strides and shared memory.
    return {f"{prefix}.{name}": value.detach().contiguous().clone() for name, value in tensors.items()}


def _part(prefix: str, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    return {name[len(prefix) + 1 :]: value for name, value in tensors.items() if name.startswith(f"{prefix}.")}
