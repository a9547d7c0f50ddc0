"""Annotations: the labels a person has given to a picture, their revisions, and reviewing them."""
