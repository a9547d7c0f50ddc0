"""What can be wrong with a request that makes a job."""

from cellscanner_shared.errors import CellScannerError


class IdempotencyKeyReused(CellScannerError):
    """The key was sent before, with another request."""

    status, slug, title = 409, "idempotency-key-reused", "The Idempotency-Key belongs to another request"
