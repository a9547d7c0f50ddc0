import json
from pathlib import Path

import numpy as np
import pytest
import torch
from cellscanner_trainer.data.labelled import DataSet
from cellscanner_trainer.detector.config import DetectorConfig, OptimiserConfig
from cellscanner_trainer.detector.training import HISTORY, Hooks, Training, set_rate
from cellscanner_trainer.errors import TrainingStopped


def test_a_resumed_training_ends_where_an_uninterrupted_one_does(
    discs: DataSet, tiny_config: DetectorConfig, tmp_path: Path
) -> None:
    whole = Training(discs, tiny_config, tmp_path / "whole")
    assert whole.run()
    first = Training(discs, tiny_config, tmp_path / "parts", Hooks(stop=lambda: first.step == 2))
    assert not first.run()
    second = Training(discs, tiny_config, tmp_path / "parts")
    assert second.step == 2
    assert second.run()
    for name, value in whole.average.state_dict().items():
        torch.testing.assert_close(second.average.state_dict()[name], value, msg=name)


def test_it_moves_the_weights_and_writes_down_how(discs: DataSet, tiny_config: DetectorConfig, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    hooks = Hooks(progress=lambda done, total: told.append((done, total)), evaluate=lambda _: {"f1": 0.5})
    training = Training(discs, tiny_config, tmp_path / "out", hooks)
    kernel = next(training.average.parameters())
    before = kernel.detach().clone()
    training.run()
    lines = [json.loads(line) for line in (tmp_path / "out" / HISTORY).read_text().splitlines()]
    assert told[-1] == (4, 4)
    assert [line["step"] for line in lines if "f1" in line] == [2, 4]
    # The sum of losses says nothing of learning here: from random weights it first rises with the cells assigned.
    assert all(np.isfinite([line["box_loss"], line["cls_loss"], line["dfl_loss"]]).all() for line in lines)
    assert not torch.equal(kernel, before)


def test_a_half_written_checkpoint_is_not_read(discs: DataSet, tiny_config: DetectorConfig, tmp_path: Path) -> None:
    (tmp_path / "part-detector-checkpoint.safetensors").write_bytes(b"killed here")
    assert Training(discs, tiny_config, tmp_path).step == 0


def test_the_rate_rises_and_falls() -> None:
    config = OptimiserConfig(steps=110, warmup_steps=10, learning_rate=1.0, final_rate=0.1)
    optimiser = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    rates = [set_rate(optimiser, config, step) for step in (0, 4, 9, 10, 60, 109)]
    assert rates == pytest.approx([0.1, 0.5, 1.0, 1.0, 0.55, 0.1002], abs=2e-4)
    assert optimiser.param_groups[0]["lr"] == rates[-1]


def test_frozen_stages_stay_and_the_others_learn(discs: DataSet, tiny_config: DetectorConfig, tmp_path: Path) -> None:
    training = Training(discs, tiny_config.model_copy(update={"freeze": 10}), tmp_path)
    before = {name: value.clone() for name, value in training.average.state_dict().items()}
    training.run()
    after = training.average.state_dict()
    for name, value in before.items():
        if int(name.split(".")[1]) < 10:
            # A running mean of equal values may differ in the last bit.
            torch.testing.assert_close(after[name], value, msg=name)
    assert not after["model.17.cv1.conv.weight"].equal(before["model.17.cv1.conv.weight"])


def test_patience_ends_it_early_with_the_best_weights(
    discs: DataSet, tiny_config: DetectorConfig, tmp_path: Path
) -> None:
    scores = iter([0.6, 0.9, 0.5, 0.4, 0.3])
    seen: list[torch.Tensor] = []

    def evaluate(network: torch.nn.Module) -> dict[str, float]:
        seen.append(network.get_parameter("model.0.conv.weight").detach().clone())
        return {"map50": next(scores)}

    optimiser = tiny_config.optimiser.model_copy(update={"steps": 50})
    config = tiny_config.model_copy(update={"patience": 2, "evaluate_every": 1, "optimiser": optimiser})
    training = Training(discs, config, tmp_path, Hooks(evaluate=evaluate))
    assert training.run()
    assert training.step == 4
    assert training.average.get_parameter("model.0.conv.weight").equal(seen[1])


def test_a_training_that_diverges_says_so_and_keeps_its_last_sound_weights(
    discs: DataSet, tiny_config: DetectorConfig, tmp_path: Path
) -> None:
    training = Training(discs, tiny_config.model_copy(update={"checkpoint_seconds": 1e-9}), tmp_path / "out")
    with torch.no_grad():
        next(training._state.network.parameters()).fill_(float("inf"))
    with pytest.raises(TrainingStopped, match="lower learning rate"):
        training.run()
    assert not list((tmp_path / "out").iterdir())
