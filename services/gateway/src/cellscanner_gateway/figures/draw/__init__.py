"""Drawing figures with matplotlib's objects. Importing it is slow (matplotlib), so it is imported where it is used."""

from cellscanner_gateway.figures.draw.figure import draw

__all__ = ["draw"]
