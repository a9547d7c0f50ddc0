"""Measures of detection and classification; one meaning each, plain arrays in."""
