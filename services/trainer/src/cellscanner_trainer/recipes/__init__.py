"""Recipes: everything a training depends on, written down."""
