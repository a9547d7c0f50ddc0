"""Labelled pictures, whatever file format they came in."""
