"""Why a package or its removal is refused."""

from cellscanner_shared.errors import CellScannerError


class PackageUnusable(CellScannerError):
    """An uploaded zip that is no model package, or that detector and classifier cannot run."""

    status, slug, title = 422, "package-unusable", "The file is not a model package that can be used"


class VersionInUse(CellScannerError):
    """A version that an alias, a prediction or a training needs."""

    status, slug, title = 409, "version-in-use", "The model version is in use"
