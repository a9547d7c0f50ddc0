"""What can go wrong in a training, in words its user can act on."""

from collections.abc import Sequence

from cellscanner_shared.errors import CellScannerError


class RecipeRefused(CellScannerError):
    """A recipe that does not follow its schema, or asks for what is not there."""

    status, slug, title = 422, "recipe-refused", "The recipe cannot be used"


class InitialWeightsMissing(CellScannerError):
    """Weights that come with CellScanner are not where the trainer looks for them."""

    status, slug, title = 500, "initial-weights-missing", "The initial weights are not there"


class DataRefused(CellScannerError):
    """Labelled pictures that cannot be learned from."""

    status, slug, title = 422, "training-data-refused", "The labelled pictures cannot be used for a training"


def classes_without_cells(missing: Sequence[str]) -> DataRefused:
    """Nothing teaches these classes."""
    return DataRefused(
        f"No cell of the class {', '.join(missing)} to learn from: label some, or leave it out.",
        reason="class-without-cells",
        classes=list(missing),
    )


class ArtefactMissing(CellScannerError):
    """A folder that should hold trained weights does not."""

    status, slug, title = 409, "artefact-missing", "A trained network is missing"


class ParityFailed(CellScannerError):
    """The exported network does not compute what the trained one does."""

    status, slug, title = 500, "parity-failed", "The exported network differs from the trained one"


class PackageTooLarge(CellScannerError):
    """A file of a package is larger than a package may hold."""

    status, slug, title = 422, "package-too-large", "The model package is too large"


class TrainingStopped(CellScannerError):
    """The training process ended without a model."""

    status, slug, title = 500, "training-stopped", "The training stopped without a model"


def diverged() -> TrainingStopped:
    """The loss is no number any more, and nothing that follows can be."""
    return TrainingStopped(
        "The training diverged: its loss is no number any more. Choose a lower learning rate.",
        reason="training-diverged",
    )


class SubmissionRefused(CellScannerError):
    """The server did not take the training."""

    status, slug, title = 502, "submission-refused", "The server did not take the training"
