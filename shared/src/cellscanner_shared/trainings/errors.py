"""Errors of the contract."""

from cellscanner_shared.errors import CellScannerError


class SnapshotDamaged(CellScannerError):
    """A stored snapshot that is not what was written."""

    slug, title = "snapshot-damaged", "The stored pictures and labels of the training cannot be read"
