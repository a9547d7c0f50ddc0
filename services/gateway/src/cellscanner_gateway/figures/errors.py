"""What figures refuse."""

from cellscanner_shared.errors import InvalidRequest


class FigureNeedsPicture(InvalidRequest):
    """A figure of one picture, asked for without `image`."""

    slug = "figure-needs-picture"
    title = "This figure shows one picture"
