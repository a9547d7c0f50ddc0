"""What statistics refuse."""

from cellscanner_shared.errors import InvalidRequest


class UnknownControl(InvalidRequest):
    """A control group that no picture of the prediction belongs to."""

    slug = "unknown-control"
    title = "There is no such group"
