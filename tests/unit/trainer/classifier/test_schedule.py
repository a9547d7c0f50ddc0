import pytest
import torch
from cellscanner_trainer.classifier.config import OptimiserConfig
from cellscanner_trainer.classifier.schedule import make_optimiser, set_rate
from torch import nn

CONFIG = OptimiserConfig(learning_rate=0.1, warmup=0.2, weight_decay=0.5)


@pytest.mark.parametrize(("done", "rate"), [(0.1, 0.05), (0.2, 0.1), (0.6, 0.05), (1.0, 0.0001)])
def test_the_rate_rises_in_a_line_and_falls_as_a_cosine(done: float, rate: float) -> None:
    optimiser = make_optimiser(nn.Linear(2, 2), CONFIG)
    assert set_rate(optimiser, CONFIG, done) == pytest.approx(rate)
    assert [group["lr"] for group in optimiser.param_groups] == pytest.approx([rate, rate])


def test_only_matrices_decay() -> None:
    decayed, free = make_optimiser(nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2)), CONFIG).param_groups
    assert (decayed["weight_decay"], free["weight_decay"]) == (0.5, 0.0)
    assert [tuple(p.shape) for p in decayed["params"]] == [(2, 1, 3, 3)]
    assert [tuple(p.shape) for p in free["params"]] == [(2,), (2,), (2,)]


def test_the_first_step_already_moves() -> None:
    optimiser = make_optimiser(nn.Linear(2, 2), CONFIG)
    assert set_rate(optimiser, CONFIG, 0.0) > 0
    assert isinstance(optimiser, torch.optim.AdamW)
