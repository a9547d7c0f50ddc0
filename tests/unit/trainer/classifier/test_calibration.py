import numpy as np
import pytest
import torch
from cellscanner_trainer.classifier.calibration import fit_temperature, probabilities


def test_the_temperature_of_stretched_logits_is_found() -> None:
    generator = torch.Generator().manual_seed(0)
    honest = torch.randn(20000, 2, generator=generator) * 2
    labels = torch.distributions.Categorical(logits=honest).sample()  # type: ignore[no-untyped-call]
    assert fit_temperature(honest * 3, labels) == pytest.approx(3, rel=0.1)


def test_the_temperature_stays_in_its_bounds() -> None:
    logits = torch.tensor([[1.0, 0.0], [0.0, 1.0]])
    assert fit_temperature(logits, torch.tensor([0, 1])) == pytest.approx(0.2, abs=0.01)
    assert fit_temperature(logits, torch.tensor([1, 0])) == pytest.approx(5.0, abs=0.05)


def test_probabilities_soften_with_the_temperature() -> None:
    logits = torch.tensor([[np.log(9.0), 0.0]], dtype=torch.float32)
    assert probabilities(logits, 1.0)[0].tolist() == pytest.approx([0.9, 0.1])
    assert probabilities(logits, 2.0)[0].tolist() == pytest.approx([0.75, 0.25])
