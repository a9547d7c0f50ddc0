"""Why a training is not started, or not decided upon."""

from cellscanner_shared.errors import CellScannerError


class TrainingNotReady(CellScannerError):
    """`problems` says everything that is missing."""

    status, slug, title = 422, "training-not-ready", "The training cannot start yet"


class TrainingHasNoModel(CellScannerError):
    """The training made no version that could be accepted."""

    status, slug, title = 409, "training-has-no-model", "The training has made no model"
