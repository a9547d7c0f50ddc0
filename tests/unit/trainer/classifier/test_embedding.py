from pathlib import Path

import pytest
import torch
from cellscanner_trainer.classifier.artefact import load_network, read_card
from cellscanner_trainer.classifier.config import EmbeddingConfig, OptimiserConfig
from cellscanner_trainer.classifier.embedding import contrast_loss, train_embedding
from cellscanner_trainer.classifier.network import CropClassifier
from cellscanner_trainer.classifier.samples import LabelledCells
from torch.nn import functional


def test_the_loss_is_low_where_twins_match_and_high_where_they_do_not() -> None:
    views = torch.eye(4)
    # Twin at likeness 1, six others at 0: -log(e^5 / (e^5 + 6)) with a temperature of 0.2.
    assert contrast_loss(views, views, 0.2).item() == pytest.approx(0.0396, abs=1e-3)
    assert contrast_loss(views, views.roll(1, 0), 0.2).item() == pytest.approx(5.0396, abs=1e-3)


def test_collapsed_views_lose_as_much_as_guessing() -> None:
    views = functional.normalize(torch.ones(8, 3), dim=1)
    assert contrast_loss(views, views, 0.2).item() == pytest.approx(torch.log(torch.tensor(15.0)).item(), rel=1e-4)


def test_training_leaves_a_backbone_without_classes(
    training_cells: LabelledCells, validation_cells: LabelledCells, tmp_path: Path
) -> None:
    optimiser = OptimiserConfig(epochs=1, batch=16, average_decay=0.5)
    figures = train_embedding(training_cells, validation_cells, EmbeddingConfig(optimiser=optimiser), tmp_path)
    card = read_card(tmp_path)
    assert card.is_embedding
    assert card.training_cells == {"cell": 48}
    assert figures["cells"] == 12
    assert figures["spread"] > 0
    network = load_network(tmp_path)
    assert not isinstance(network, CropClassifier)
    assert network(torch.zeros(2, 3, 32, 32)).shape == (2, 512)
