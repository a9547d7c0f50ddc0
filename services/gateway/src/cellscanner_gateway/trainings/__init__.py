"""Trainings: a recipe and its pictures in, a new version of one's own model out."""
