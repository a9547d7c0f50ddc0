"""Cells, pictures, groups and tests as files that other programs open."""
