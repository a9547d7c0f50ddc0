"""What the classifier can answer instead of classes."""

from cellscanner_shared.errors import CellScannerError


class CropSizeWrong(CellScannerError):
    status, slug, title = 422, "crop-size-wrong", "The crops are not of the size that the model was trained on"
