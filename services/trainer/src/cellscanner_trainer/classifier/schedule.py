"""Optimiser and learning rate."""

import math

import torch
from torch import nn

from cellscanner_trainer.classifier.config import OptimiserConfig


def make_optimiser(network: nn.Module, config: OptimiserConfig) -> torch.optim.AdamW:
    """AdamW that decays the weights of layers, not the biases and the batch norms."""
    decayed = [p for p in network.parameters() if p.ndim > 1]
    free = [p for p in network.parameters() if p.ndim <= 1]
    groups = [{"params": decayed, "weight_decay": config.weight_decay}, {"params": free, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=config.learning_rate, fused=True)


def set_rate(optimiser: torch.optim.Optimizer, config: OptimiserConfig, done: float) -> float:
    """Set and return the learning rate after the part `done` (0..1) of the training: linear rise, cosine fall."""
    if done < config.warmup:
        factor = done / config.warmup
    else:
        factor = 0.5 * (1 + math.cos(math.pi * (done - config.warmup) / max(1 - config.warmup, 1e-9)))
    rate = config.learning_rate * max(factor, 1e-3)
    for group in optimiser.param_groups:
        group["lr"] = rate
    return rate
