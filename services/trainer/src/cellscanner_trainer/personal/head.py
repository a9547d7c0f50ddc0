"""The last layer of a classifier, fitted to embeddings in seconds: logistic regression, pulled to a prior."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import logsumexp, softmax

from cellscanner_trainer.personal.memory import Memory

Floats = NDArray[np.float64]
MOST_STEPS = 100
# Smaller gains of the loss are not worth another step.
_ENOUGH = 1e-7


@dataclass(frozen=True, eq=False)
class Head:
    """A linear layer: `weight` (C, D), `bias` (C,)."""

    weight: Floats
    bias: Floats

    def logits(self, features: NDArray[np.floating]) -> Floats:
        """`N x C` of `N x D` embeddings."""
        return np.asarray(features @ self.weight.T + self.bias)


@dataclass(frozen=True, eq=False)
class Lesson:
    """What a head learns from: embeddings (N, D), classes (N,), and the weight of each row (N,), one in all."""

    features: NDArray[np.float32]
    labels: NDArray[np.int64]
    weights: Floats


def make_lesson(own: Memory, memory: Memory, classes: int, share: float) -> Lesson:
    """Own cells and remembered ones: every class has the same weight, and of a class that both have, `share` is memory.

    A class that only one of them has gets all its weight there.
    """
    features, labels = np.concatenate([own.features, memory.features]), np.concatenate([own.labels, memory.labels])
    remembered = np.repeat([False, True], [len(own), len(memory)])
    weights = np.zeros(len(labels))
    for index in range(classes):
        parts = [(labels == index) & (remembered == side) for side in (False, True)]
        both = all(part.any() for part in parts)
        for part, side_share in zip(parts, (1 - share, share), strict=True):
            if part.any():
                weights[part] = (side_share if both else 1.0) / part.sum()
    return Lesson(features, labels, weights / weights.sum())


def fit_head(
    lesson: Lesson, prior: Head, decay: float, watch: Callable[[int, float, Head], None] | None = None
) -> Head:
    """The head of the least weighted log loss plus `decay / 2` times its squared distance from the prior.

    Distances are measured on embeddings of unit variance, so that `decay` means the same for every network. `watch`
    gets each step's number, loss and head. L-BFGS; the problem is convex, so every start ends at the same head.
    """
    mean = lesson.weights @ lesson.features
    spread = np.sqrt(lesson.weights @ (lesson.features - mean) ** 2) + 1e-3
    inputs = np.column_stack([(lesson.features - mean) / spread, np.ones(len(lesson.labels))])
    first = np.column_stack([prior.weight * spread, prior.bias + prior.weight @ mean])
    truth = np.eye(len(first))[lesson.labels]

    def loss(flat: Floats) -> tuple[float, Floats]:
        layer = flat.reshape(first.shape)
        logits = inputs @ layer.T
        away = layer - first
        away[:, -1] = 0  # the bias is free
        error = lesson.weights @ (logsumexp(logits, axis=1) - (logits * truth).sum(axis=1))
        slope = ((softmax(logits, axis=1) - truth) * lesson.weights[:, None]).T @ inputs
        return float(error + decay / 2 * (away**2).sum()), (slope + decay * away).ravel()

    def head(flat: Floats) -> Head:
        layer = flat.reshape(first.shape)
        weight = layer[:, :-1] / spread
        return Head(weight, layer[:, -1] - weight @ mean)

    steps = itertools.count(1)

    def each(flat: Floats) -> None:
        if watch is not None:
            watch(next(steps), loss(flat)[0], head(flat))

    options = {"maxiter": MOST_STEPS, "ftol": _ENOUGH}
    return head(minimize(loss, first.ravel(), jac=True, method="L-BFGS-B", callback=each, options=options).x)
