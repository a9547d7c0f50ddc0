"""What a training needs to go on after its process died: networks and optimiser, replaced in one move an epoch."""

from pathlib import Path

import torch

from cellscanner_trainer.classifier.averaging import NetworkT, WeightAverage
from cellscanner_trainer.whole_files import whole

CHECKPOINT_FILE = "checkpoint.pt"


def save_checkpoint(
    out: Path, network: NetworkT, average: WeightAverage[NetworkT], optimiser: torch.optim.Optimizer, epoch: int
) -> None:
    """Store the state after `epoch` epochs in `out`, whole or not at all."""
    state = {
        "network": network.state_dict(),
        "average": average.network.state_dict(),
        "steps": average.steps,
        "optimiser": optimiser.state_dict(),
        "epoch": epoch,
    }
    with whole(out / CHECKPOINT_FILE) as partial:
        torch.save(state, partial)


def load_checkpoint(
    out: Path, network: NetworkT, average: WeightAverage[NetworkT], optimiser: torch.optim.Optimizer
) -> int:
    """Put the stored state back and return the number of epochs done; 0 where nothing is stored."""
    path = out / CHECKPOINT_FILE
    if not path.exists():
        return 0
    # The trainer's own file in its private folder; even so nothing but tensors and numbers is unpickled.
    state = torch.load(path, map_location="cpu", weights_only=True)
    network.load_state_dict(state["network"])
    average.restore(state["average"], state["steps"])
    optimiser.load_state_dict(state["optimiser"])
    return int(state["epoch"])
