"""Pictures made by the product itself, with exact truth: for samples, and for tests of geometry and counting.

They look like cells and are none: no claim of accuracy rests on them.
"""

from cellscanner_shared.synthetic.field import Style, SyntheticField, make_field

__all__ = ["Style", "SyntheticField", "make_field"]
