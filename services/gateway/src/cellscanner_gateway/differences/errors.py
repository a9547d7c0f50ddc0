"""What differences refuse."""

from cellscanner_shared.errors import InvalidRequest


class NothingToCompare(InvalidRequest):
    """No second side was named, or two, or the two have no picture in common."""

    slug = "nothing-to-compare"
    title = "There is nothing to compare with"
