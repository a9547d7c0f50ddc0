"""How large networks are, read from the headers of their weights."""

from collections.abc import Iterable
from math import prod
from pathlib import Path

from cellscanner_trainer.packaging.weights import layout

# What batch normalisation keeps beside its parameters.
_STATISTICS = ("running_mean", "running_var", "num_batches_tracked")


def parameter_count(files: Iterable[Path]) -> int:
    """Parameters of the networks whose weights lie in these safetensors files, together."""
    return sum(
        prod(tensor.shape)
        for file in files
        for name, tensor in layout(file).items()
        if name.rsplit(".", 1)[-1] not in _STATISTICS
    )
