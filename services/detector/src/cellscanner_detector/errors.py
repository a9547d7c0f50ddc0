"""What the detector can answer instead of boxes."""

from cellscanner_shared.errors import CellScannerError


class TileTooLarge(CellScannerError):
    status, slug, title = 413, "tile-too-large", "The tile is larger than the model takes at once"


class MediaTypeUnsupported(CellScannerError):
    status, slug, title = 415, "media-type-unsupported", "This kind of body is not accepted here"
