"""What can be wrong with an import of labels."""

from cellscanner_shared.errors import CellScannerError


class ImportRefused(CellScannerError):
    """The import is not at this step: still being read, applied already, or its files are gone."""

    status, slug, title = 409, "import-refused", "The import is not at this step"


class ImportTooLarge(CellScannerError):
    status, slug, title = 413, "import-too-large", "The zip holds more than one import may"
