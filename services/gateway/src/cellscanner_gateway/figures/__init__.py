"""Figures of a prediction: what is drawn, as data for the page, and drawn as PNG, SVG and PDF."""
