"""What can be wrong with a change of an annotation."""

from cellscanner_shared.errors import CellScannerError


class PreconditionRequired(CellScannerError):
    status, slug, title = 428, "precondition-required", "Say which revision you changed"


class AnnotationChanged(CellScannerError):
    """Give `current_revision`."""

    status, slug, title = 412, "annotation-changed", "Somebody else changed these labels meanwhile"


class ReviewRefused(CellScannerError):
    status, slug, title = 409, "review-refused", "The labels are not at this step of the review"


class ReadingOpen(CellScannerError):
    status, slug, title = 409, "reading-open", "A reading is not handed in yet"


class NoEmbeddings(CellScannerError):
    status, slug, title = 409, "no-embeddings", "There is no model to compare these cells with"
