"""What waiting for a database helps, and how long a pause is."""

from itertools import islice

import pytest
from cellscanner_shared.outages import is_database_away, pauses
from psycopg import errors
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("select 1", {}, errors.CannotConnectNow()),
        InterfaceError("select 1", {}, Exception("the connection is closed")),
        PoolTimeout("no connection is free"),
        DBAPIError("select 1", {}, errors.AdminShutdown(), connection_invalidated=True),
    ],
)
def test_a_database_that_does_not_answer_is_away(error: Exception) -> None:
    assert is_database_away(error)


@pytest.mark.parametrize(
    "error",
    [
        ProgrammingError("selec 1", {}, errors.SyntaxError()),
        DBAPIError("select 1", {}, errors.DivisionByZero()),
        ConnectionError("of something else"),
    ],
)
def test_a_query_that_is_wrong_is_not_waited_for(error: Exception) -> None:
    assert not is_database_away(error)


def test_pauses_grow_to_five_seconds_and_have_no_end() -> None:
    assert list(islice(pauses(), 8)) == pytest.approx([0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0, 5.0])
