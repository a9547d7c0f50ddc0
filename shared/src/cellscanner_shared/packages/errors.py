"""What can be wrong with a model package, beside `PackageRefused`, which every service knows."""

from cellscanner_shared.errors import CellScannerError


class PackageConflict(CellScannerError):
    """Another package already stands under the same owner, name and version."""

    status, slug, title = 409, "package-conflict", "This model version exists already with other contents"


class InvalidModelReference(CellScannerError):
    """The text is not of the form owner/name@version."""

    status, slug, title = 422, "invalid-model-reference", "This is not a model reference"
