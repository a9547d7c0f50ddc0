"""Predictions: a model version applied to pictures, and its results."""
