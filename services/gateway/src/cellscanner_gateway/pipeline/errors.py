"""What can go wrong between a picture and its cells."""

from cellscanner_shared.errors import CellScannerError


class ServiceUnavailable(CellScannerError):
    """Detector or classifier did not answer for as long as the caller was ready to wait."""

    status, slug, title = 503, "recognition-unavailable", "The recognition service cannot be reached"


class ServiceFailed(CellScannerError):
    """Detector or classifier answered, and could not do this piece of work after several tries."""

    status, slug, title = 502, "recognition-failed", "The recognition service could not do its work"


class ModelRefused(CellScannerError):
    """Detector or classifier refuses the model: altered files, missing files, or a package it cannot run."""

    status, slug, title = 502, "model-refused", "The model cannot be used"


class NothingRecognised(CellScannerError):
    """Every tile of the picture failed, so that any number would be wrong."""

    status, slug, title = 502, "picture-not-recognised", "No part of the picture could be recognised"
