"""One temperature for a classifier's logits, so that its probabilities mean what they say (Guo et al., ICML 2017)."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

LOWEST, HIGHEST = 0.2, 5.0


def probabilities(logits: Tensor, temperature: float) -> NDArray[np.float32]:
    """Softmax of `logits / temperature`, `N x C` float32."""
    return functional.softmax(logits / temperature, dim=1).numpy().astype(np.float32)


def fit_temperature(logits: Tensor, labels: Tensor) -> float:
    """The temperature with the least class-balanced log loss, within 0.2 to 5, by golden-section search.

    Every class weighs the same, as in training: the probabilities are those of a picture with equally many of each.
    """
    counts = torch.bincount(labels, minlength=logits.shape[1]).clamp(min=1)
    weights = counts.sum() / counts

    def loss(log_temperature: float) -> float:
        scaled = logits / float(np.exp(log_temperature))
        return functional.cross_entropy(scaled, labels, weight=weights).item()

    low, high = float(np.log(LOWEST)), float(np.log(HIGHEST))
    ratio = (5**0.5 - 1) / 2
    while high - low > 1e-3:
        left, right = high - ratio * (high - low), low + ratio * (high - low)
        low, high = (low, right) if loss(left) < loss(right) else (left, high)
    return round(float(np.exp((low + high) / 2)), 3)
