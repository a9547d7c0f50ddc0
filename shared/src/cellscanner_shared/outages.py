"""A database that is away, and how long to wait before it is asked again. For members that have SQLAlchemy."""

from collections.abc import Iterator

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.2, 5.0


def is_database_away(error: BaseException) -> bool:
    """Whether the database did not answer, so that waiting may help; a query that is wrong stays wrong."""
    if isinstance(error, OperationalError | InterfaceError | PoolTimeout):
        return True
    return isinstance(error, DBAPIError) and error.connection_invalidated


def pauses() -> Iterator[float]:
    """Growing pauses in seconds, without an end."""
    pause = _FIRST_PAUSE_S
    while True:
        yield pause
        pause = min(pause * 2, _LONGEST_PAUSE_S)
