"""What PostgreSQL refuses or cannot do, as problems."""

from cellscanner_shared.web import problem_response
from fastapi import Request, Response
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from cellscanner_gateway.errors import Conflict, DatabaseUnavailable

_RETRY_AFTER_S = "5"


async def on_database_error(request: Request, error: Exception) -> Response:
    """A clash of two requests is 409, a connection that cannot be had is 503, anything else is a fault of ours."""
    if isinstance(error, IntegrityError):
        return problem_response(
            Conflict("Another request changed it at the same time.", reason="changed-at-once"), request.url.path
        )
    if not _is_absence(error):
        raise error
    unavailable = DatabaseUnavailable("Try again in a few seconds.")
    return problem_response(unavailable, request.url.path, {"Retry-After": _RETRY_AFTER_S})


def _is_absence(error: Exception) -> bool:
    """Connection failures (class 08), shutdowns (57P), too many connections (53), or no answer at all (no code)."""
    if not isinstance(error, DBAPIError):
        return isinstance(error, PoolTimeout)
    code = getattr(error.orig, "sqlstate", None)
    return error.connection_invalidated or code is None or code.startswith(("08", "57P", "53"))
