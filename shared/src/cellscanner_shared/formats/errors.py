"""Errors about files of labels."""

from cellscanner_shared.errors import CellScannerError


class LabelsUnreadable(CellScannerError):
    """A file that is none of the formats of labels, or a damaged one."""

    status, slug, title = 422, "labels-unreadable", "The file of labels cannot be read"


class LabelsOfAnotherPicture(CellScannerError):
    """The file speaks of a picture of another size or name."""

    status, slug, title = 422, "labels-of-another-picture", "The labels belong to another picture"
