import json
from pathlib import Path

import numpy as np
import pytest
import torch
from cellscanner_trainer.background.network import BackgroundNetwork
from cellscanner_trainer.classifier import training
from cellscanner_trainer.classifier.artefact import load_examples, load_network, read_card
from cellscanner_trainer.classifier.config import ClassifierConfig, CropConfig, OptimiserConfig
from cellscanner_trainer.classifier.network import CropClassifier
from cellscanner_trainer.classifier.samples import LabelledCells
from cellscanner_trainer.classifier.training import HISTORY_FILE, ClassifierRun, evaluate, train_classifier
from cellscanner_trainer.errors import DataRefused
from safetensors.torch import save_file

CLASSES = ("bright", "dark")


def _config(epochs: int) -> ClassifierConfig:
    optimiser = OptimiserConfig(epochs=epochs, batch=8, learning_rate=1e-3, average_decay=0.5, evaluate_every=epochs)
    return ClassifierConfig(crop=CropConfig(size=32, margin=0.25), optimiser=optimiser, photometric=0.2)


@pytest.fixture(scope="module")
def trained(
    training_cells: LabelledCells, validation_cells: LabelledCells, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    folder = tmp_path_factory.mktemp("classifier")
    train_classifier(training_cells, validation_cells, CLASSES, _config(6), folder)
    return folder


def test_it_learns_what_can_be_learned(trained: Path) -> None:
    card = read_card(trained)
    assert card.validation["balanced_accuracy"] == pytest.approx(1.0)
    assert card.classes == CLASSES
    assert card.training_cells == {"bright": 32, "dark": 16}
    assert (card.crop.size, card.crop.margin) == (32, 0.25)


def test_the_stored_network_gives_what_was_measured(trained: Path, validation_cells: LabelledCells) -> None:
    network = load_network(trained)
    assert isinstance(network, CropClassifier)
    result = evaluate(network, validation_cells, CLASSES, _config(6))
    assert result.score.balanced_accuracy == read_card(trained).validation["balanced_accuracy"]
    assert result.logits.shape == (12, 2)


def test_examples_and_history_lie_beside_it(trained: Path) -> None:
    assert load_examples(trained).shape == (12, 32, 32, 3)
    lines = [json.loads(line) for line in (trained / HISTORY_FILE).read_text().splitlines()]
    assert [line["epoch"] for line in lines] == [1, 2, 3, 4, 5, 6]
    assert "balanced_accuracy" in lines[-1]


def test_a_stopped_training_goes_on_as_if_it_had_not_stopped(
    training_cells: LabelledCells, validation_cells: LabelledCells, tmp_path: Path
) -> None:
    (tmp_path / "whole").mkdir()
    (tmp_path / "parts").mkdir()
    whole = ClassifierRun(training_cells, validation_cells, CLASSES, _config(2), tmp_path / "whole")
    whole.train_epoch()
    whole.train_epoch()
    whole.finish()
    ClassifierRun(training_cells, validation_cells, CLASSES, _config(2), tmp_path / "parts").train_epoch()
    resumed = ClassifierRun(training_cells, validation_cells, CLASSES, _config(2), tmp_path / "parts")
    assert resumed.epoch == 1
    resumed.train_epoch()
    resumed.finish()
    states = [load_network(tmp_path / part).state_dict() for part in ("whole", "parts")]
    assert all(torch.allclose(states[0][name], states[1][name], atol=1e-5) for name in states[0])


def test_a_killed_epoch_is_in_the_curve_once(
    training_cells: LabelledCells, validation_cells: LabelledCells, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = _config(2)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(training, "save_checkpoint", killed)
        with pytest.raises(KeyboardInterrupt):
            ClassifierRun(training_cells, validation_cells, CLASSES, config, tmp_path).train_epoch()
    with (tmp_path / HISTORY_FILE).open("a") as history:
        history.write('{"epoch": 1, "ep')
    resumed = ClassifierRun(training_cells, validation_cells, CLASSES, config, tmp_path)
    resumed.train_epoch()
    lines = [json.loads(line) for line in (tmp_path / HISTORY_FILE).read_text().splitlines()]
    assert [line["epoch"] for line in lines] == [1]


def test_a_class_without_a_validation_cell_has_no_figure_and_harms_no_curve(
    training_cells: LabelledCells, validation_cells: LabelledCells, tmp_path: Path
) -> None:
    bright = np.flatnonzero(validation_cells.labels == 0)
    part = LabelledCells(
        validation_cells.pictures,
        validation_cells.picture_index[bright],
        validation_cells.boxes[bright],
        validation_cells.labels[bright],
    )
    train_classifier(training_cells, part, CLASSES, _config(1), tmp_path)
    (line,) = (tmp_path / HISTORY_FILE).read_text().splitlines()
    assert json.loads(line, parse_constant=pytest.fail)["classes"]["dark"]["average_precision"] is None
    assert read_card(tmp_path).validation["classes"]["dark"]["cells"] == 0


def test_frozen_it_learns_the_last_layer_alone(
    training_cells: LabelledCells, validation_cells: LabelledCells, tmp_path: Path
) -> None:
    run = ClassifierRun(
        training_cells, validation_cells, CLASSES, _config(1).model_copy(update={"freeze": True}), tmp_path
    )
    before = {name: value.clone() for name, value in run._network.state_dict().items()}
    run.train_epoch()
    changed = {name for name, value in run._network.state_dict().items() if not value.equal(before[name])}
    assert changed == {"fc.weight", "fc.bias"}


def test_a_class_without_a_cell_is_named(
    training_cells: LabelledCells, validation_cells: LabelledCells, tmp_path: Path
) -> None:
    with pytest.raises(DataRefused, match="class grey"):
        ClassifierRun(training_cells, validation_cells, (*CLASSES, "grey"), _config(1), tmp_path)


def test_the_network_of_the_background_channel_does_not_learn(
    training_cells: LabelledCells, validation_cells: LabelledCells, tmp_path: Path
) -> None:
    torch.manual_seed(5)
    background = BackgroundNetwork().state_dict()
    save_file(background, tmp_path / "background.safetensors")
    channel = {"architecture": "resnet18", "background_channel": True}
    config = _config(1).model_copy(update=channel | {"background": tmp_path / "background.safetensors"})
    train_classifier(training_cells, validation_cells, CLASSES, config, tmp_path / "trained")
    assert read_card(tmp_path / "trained").background_channel
    network = load_network(tmp_path / "trained")
    assert isinstance(network, CropClassifier)
    assert network.background is not None
    assert all(value.equal(background[name]) for name, value in network.background.state_dict().items())
    with pytest.raises(DataRefused, match="needs the weights of its network"):
        train_classifier(training_cells, validation_cells, CLASSES, _config(1).model_copy(update=channel), tmp_path)
