"""What the launcher tells a person, and where."""

import errno
import io
import os
import sys

import pytest
from cellscanner_local.launcher import _say, local_address
from cellscanner_local.settings import LocalSettings


class ClosedWindow(io.StringIO):
    """What the output is once the terminal is gone."""

    def write(self, _: str) -> int:
        raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))


def test_a_window_that_was_closed_keeps_nothing_from_being_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", ClosedWindow())
    _say("Stopping CellScanner …")


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8123"),
        ("0.0.0.0", "http://127.0.0.1:8123"),  # noqa: S104 - nothing is bound
        ("::", "http://[::1]:8123"),
        ("cells.example", "http://cells.example:8123"),
    ],
)
def test_it_is_reached_from_this_machine_where_it_listens(host: str, address: str) -> None:
    assert local_address(LocalSettings(host=host, port=8123)) == address
