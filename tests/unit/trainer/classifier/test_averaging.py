import pytest
import torch
from cellscanner_trainer.classifier.averaging import WeightAverage
from torch import nn


def _with_weight(value: float) -> nn.Linear:
    network = nn.Linear(1, 1, bias=False)
    nn.init.constant_(network.weight, value)
    return network


def test_early_steps_soon_forget_the_random_start() -> None:
    average = WeightAverage(_with_weight(0.0), decay=0.99)
    average.update(_with_weight(1.0))
    # The first step weighs (1 + 1) / (10 + 1) of the past.
    assert average.network.weight.item() == pytest.approx(1 - 2 / 11)


def test_later_steps_weigh_as_the_decay_says() -> None:
    average = WeightAverage(_with_weight(0.0), decay=0.1)
    for _ in range(3):
        average.update(_with_weight(1.0))
    assert average.network.weight.item() == pytest.approx(1 - 0.1**3)


def test_a_stored_average_goes_on() -> None:
    average = WeightAverage(_with_weight(0.0), decay=0.99)
    average.restore({"weight": torch.tensor([[5.0]])}, steps=1000)
    average.update(_with_weight(5.0))
    assert average.steps == 1001
    assert average.network.weight.item() == pytest.approx(5.0)
