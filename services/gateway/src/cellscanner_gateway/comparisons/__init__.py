"""Comparisons: several settings trained on the same data and set side by side."""
