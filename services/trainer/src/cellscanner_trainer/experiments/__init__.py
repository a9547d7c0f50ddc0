"""Experiments of docs/experiments.md: what a way of training is worth, measured on real data."""
