import pytest
import torch
from cellscanner_trainer.classifier.retrieval import spread, top_one
from torch.nn import functional


def test_top_one_counts_rows_that_find_their_twin() -> None:
    left = torch.eye(4)
    right = torch.eye(4)[[0, 1, 3, 2]]
    assert top_one(left, right) == 0.5


def test_spread_tells_a_full_sphere_from_a_collapsed_one() -> None:
    full = functional.normalize(torch.randn(5000, 64, generator=torch.Generator().manual_seed(0)), dim=1)
    assert spread(full) == pytest.approx(1.0, abs=0.02)
    assert spread(torch.ones(10, 64) / 8) == pytest.approx(0.0, abs=1e-6)
