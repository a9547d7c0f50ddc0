"""The size of networks is that of what learns in them."""

from pathlib import Path

from cellscanner_trainer.packaging.parameter_count import parameter_count
from cellscanner_trainer.packaging.weights import save_weights
from torch import nn


def test_parameters_are_counted_without_the_statistics_of_batches(tmp_path: Path) -> None:
    first, second = tmp_path / "first.safetensors", tmp_path / "second.safetensors"
    # 4 x 3 x 3 x 3 kernel and 4 biases; 4 scales and 4 shifts beside 9 statistics.
    save_weights(nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4)).state_dict(), first)
    # 5 x 2 matrix and 2 biases.
    save_weights(nn.Linear(5, 2).state_dict(), second)

    assert parameter_count([first]) == 108 + 4 + 8
    assert parameter_count([first, second]) == 120 + 12
