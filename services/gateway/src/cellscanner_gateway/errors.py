"""Errors only the gateway raises; the general ones are in cellscanner_shared.errors. A slug is a page of docs/errors/.

`NotFound` is also the answer for a thing of another user, so that nobody learns what exists.
"""

from cellscanner_shared.errors import CellScannerError


class OriginRefused(CellScannerError):
    status, slug, title = 403, "origin-refused", "The request comes from another site"


class RoleTooLow(CellScannerError):
    """Give `role` and `needed`."""

    status, slug, title = 403, "role-too-low", "Your role in the project does not allow this"


class ScopeTooNarrow(CellScannerError):
    """Give `scope` and `needed`."""

    status, slug, title = 403, "scope-too-narrow", "The key does not allow this"


class LastOwner(CellScannerError):
    status, slug, title = 409, "last-owner", "A project keeps at least one owner"


class Conflict(CellScannerError):
    status, slug, title = 409, "conflict", "The request clashes with what is there"


class InvalidCursor(CellScannerError):
    status, slug, title = 422, "invalid-cursor", "The cursor is not one of ours"


class MalformedUpload(CellScannerError):
    status, slug, title = 400, "malformed-upload", "The multipart body cannot be read"


class UploadTooLarge(CellScannerError):
    status, slug, title = 413, "upload-too-large", "The upload is too large"


def file_too_large(limit_mb: int) -> UploadTooLarge:
    """One file of an upload has more than it may."""
    return UploadTooLarge(f"One file may have {limit_mb} MB.", reason="file-too-large", limit_mb=limit_mb)


class TooManyFiles(CellScannerError):
    status, slug, title = 413, "too-many-files", "Too many files in one request"


class TooManyPages(CellScannerError):
    status, slug, title = 422, "too-many-pages", "The file has too many pages"


class ScratchFull(CellScannerError):
    status, slug, title = 507, "scratch-full", "The server has no room for the upload"


class TooManyAttempts(CellScannerError):
    """Give `retry_after`, in seconds; it becomes the Retry-After header."""

    status, slug, title = 429, "too-many-attempts", "Too many failed sign-ins"


class DatabaseUnavailable(CellScannerError):
    status, slug, title = 503, "database-unavailable", "The database does not answer"


class NotReady(CellScannerError):
    """Stands beside a part in the answer of /readyz."""

    status, slug, title = 503, "not-ready", "A part of the suite is not ready"


class DataTooNew(CellScannerError):
    status, slug, title = 500, "data-too-new", "The data are of a newer version"
