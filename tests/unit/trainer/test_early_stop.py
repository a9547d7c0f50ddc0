from pathlib import Path

import torch
from cellscanner_trainer.early_stop import Best
from torch import nn


def layer(value: float) -> nn.Linear:
    made = nn.Linear(1, 1)
    nn.init.constant_(made.weight, value)
    return made


def test_the_best_weights_come_back_in_another_process(tmp_path: Path) -> None:
    first = Best(tmp_path / "best.safetensors")
    for place, (score, value) in enumerate(((0.4, 1.0), (0.7, 2.0), (0.6, 3.0)), start=1):
        first.offer(score, place, layer(value).state_dict())
    again, network = Best(tmp_path / "best.safetensors"), layer(9.0)
    again.restore(network)
    assert (again.value, again.place) == (0.7, 2)
    assert torch.equal(network.weight.detach(), torch.tensor([[2.0]]))


def test_it_is_stale_after_as_many_evaluations_as_patience_allows(tmp_path: Path) -> None:
    best = Best(tmp_path / "best.safetensors")
    best.offer(0.5, 100, layer(1.0).state_dict())
    assert not best.is_stale(249, every=50, patience=3)
    assert best.is_stale(250, every=50, patience=3)


def test_without_any_the_network_stays_as_it_is(tmp_path: Path) -> None:
    network = layer(4.0)
    Best(tmp_path / "none.safetensors").restore(network)
    assert network.weight.item() == 4.0
