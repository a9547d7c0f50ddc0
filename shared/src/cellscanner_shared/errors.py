"""The one base of every error a user or a program may meet, and its RFC 9457 form.

Each subclass names its page, docs/errors/{slug}.md. `detail` is shown to users: it says what happened in their words
and never holds a path of the server, a secret or a stack trace. It is English; for other languages an error carries the
facts of its sentence as members of their own, and, where its page knows several sentences, a `reason` that tells which.
Each has its sentence in both languages (`cellscanner_shared.problems`); a contract test holds them together.
"""

from typing import Any, ClassVar


class CellScannerError(Exception):
    """An error with an HTTP status, a page of its own and words for the person who meets it."""

    status: ClassVar[int] = 500
    slug: ClassVar[str] = "internal-error"
    title: ClassVar[str] = "Something went wrong inside CellScanner"

    def __init__(self, detail: str = "", *, reason: str | None = None, **extra: Any) -> None:
        super().__init__(detail)
        self.detail = detail or self.title
        self.reason = reason
        self.extra = extra

    def problem(self, instance: str | None = None) -> dict[str, Any]:
        """The `application/problem+json` object; extra members never replace the standard ones."""
        document: dict[str, Any] = {
            **self.extra,
            **({"reason": self.reason} if self.reason else {}),
            "type": f"/docs/errors/{self.slug}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
        }
        if instance is not None:
            document["instance"] = instance
        return document


class InvalidRequest(CellScannerError):
    status, slug, title = 422, "invalid-request", "The request is not valid"


class Unauthorized(CellScannerError):
    status, slug, title = 401, "unauthorized", "Sign in, or send a valid key"


class Forbidden(CellScannerError):
    status, slug, title = 403, "forbidden", "This is not allowed"


class NotFound(CellScannerError):
    status, slug, title = 404, "not-found", "There is no such thing"


class StoreUnavailable(CellScannerError):
    """The object store did not answer for as long as the settings allow to wait."""

    status, slug, title = 503, "store-unavailable", "The object store cannot be reached"


class StoreRefused(CellScannerError):
    """The object store answered and refused: wrong keys, no such bucket, no right to write."""

    status, slug, title = 502, "store-refused", "The object store refused the request"


class ObjectMissing(CellScannerError):
    status, slug, title = 404, "object-missing", "A stored file is missing"


class PackageRefused(CellScannerError):
    """A model package whose files are not the ones that were registered."""

    status, slug, title = 502, "package-refused", "The model package does not match its check sums"


class PictureError(CellScannerError):
    """A file that cannot be used as a picture, in words a lab understands."""

    status, slug, title = 422, "picture-unreadable", "The picture cannot be read"


class EmptyFile(PictureError):
    slug, title = "picture-empty", "The file is empty"


class NotAPicture(PictureError):
    slug, title = "picture-not-a-picture", "The file is not a picture"


class UnsupportedFormat(PictureError):
    slug, title = "picture-format-unsupported", "This kind of picture is not supported"


class TruncatedPicture(PictureError):
    slug, title = "picture-truncated", "The file is cut short or damaged"


class PictureTooLarge(PictureError):
    slug, title = "picture-too-large", "The picture has too many pixels"


class SuspiciousCompression(PictureError):
    slug, title = "picture-bomb", "The file unpacks to far more than a picture of its size should"


class UnsupportedCompression(PictureError):
    slug, title = "picture-compression-unsupported", "The picture is compressed in a way that cannot be read"


class BrokenSlide(PictureError):
    slug, title = "slide-broken", "The slide file is damaged"


class NoSuchPage(PictureError):
    status, slug, title = 404, "picture-no-such-page", "The file has no such page"


class CellsDamaged(CellScannerError):
    """Stored cells that are not what was written."""

    slug, title = "cells-damaged", "The stored cells cannot be read"
