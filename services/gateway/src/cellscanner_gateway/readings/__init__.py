"""Readings: what single people saw in a picture without seeing other labels, and what a reviewer makes of two."""
