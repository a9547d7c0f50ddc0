"""What is waited for and what is not."""

import pytest
from cellscanner_gateway.pipeline.errors import ModelRefused, ServiceUnavailable
from cellscanner_gateway.worker.patience import patiently
from cellscanner_shared.errors import StoreUnavailable
from psycopg import errors
from sqlalchemy.exc import OperationalError, ProgrammingError


def refused() -> OperationalError:
    return OperationalError("select 1", {}, errors.CannotConnectNow())


@pytest.mark.parametrize("away", [refused(), StoreUnavailable(), ServiceUnavailable()])
async def test_an_outage_is_waited_for(away: Exception) -> None:
    left = [away, away]
    waits: list[str] = []

    async def work() -> str:
        if left:
            raise left.pop()
        return "done"

    async def note() -> None:
        waits.append("waiting")

    assert await patiently(work, note) == "done"
    assert waits == ["waiting", "waiting"]


@pytest.mark.parametrize("final", [ModelRefused(), ValueError(), ProgrammingError("selec 1", {}, errors.SyntaxError())])
async def test_anything_else_is_raised_at_once(final: Exception) -> None:
    calls = 0

    async def work() -> None:
        nonlocal calls
        calls += 1
        raise final

    with pytest.raises(type(final)):
        await patiently(work)
    assert calls == 1
