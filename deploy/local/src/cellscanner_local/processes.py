"""Waiting for processes that need not be our children."""

import time

import psutil

_POLL_S = 0.05


def wait_gone(processes: list[psutil.Process], patience_s: float) -> list[psutil.Process]:
    """Wait until all have ended; returns those that have not. A zombie has ended, even where nobody collects it."""
    deadline = time.monotonic() + patience_s
    while (alive := [one for one in processes if _lives(one)]) and time.monotonic() < deadline:
        time.sleep(_POLL_S)
    return alive


def _lives(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
