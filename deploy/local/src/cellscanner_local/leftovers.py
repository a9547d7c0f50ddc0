"""Processes that a killed launcher left behind: found, stopped in order, and never mistaken for another suite's."""

import signal
from pathlib import Path

import psutil

from cellscanner_local.postgres import postmaster
from cellscanner_local.processes import wait_gone
from cellscanner_local.settings import DataDir
from cellscanner_local.supervision import Supervisor

_MARKER = "CELLSCANNER_LOCAL_SUITE"
_PATIENCE_S = 20.0


def marker(data: DataDir) -> dict[str, str]:
    """An environment variable that every process of a suite carries: unlike a process number, it is never reused."""
    return {_MARKER: str(data.root)}


def clear(data: DataDir) -> bool:
    """Stop what is left of an earlier run on this data folder; True if anything was."""
    supervisor = Supervisor(data.run, data.logs)
    found = supervisor.answers()
    if found:
        supervisor.shutdown()
    strays = list(_marked(data))
    _end(strays)
    server = postmaster(data.postgres)
    if server is not None:
        _end([server], gentle=signal.SIGINT)
    return found or bool(strays) or server is not None


def _marked(data: DataDir) -> list[psutil.Process]:
    """PostgreSQL's processes are left out: they end with their postmaster, in an order of their own."""
    return [
        process
        for process in psutil.process_iter(["name"])
        if process.info["name"] != "postgres" and _carries(process, data.root)
    ]


def _carries(process: psutil.Process, root: Path) -> bool:
    try:
        return process.environ().get(_MARKER) == str(root)
    except (psutil.Error, OSError):
        return False


def _end(processes: list[psutil.Process], gentle: signal.Signals = signal.SIGTERM) -> None:
    for process in processes:
        _send(process, gentle)
    stubborn = wait_gone(processes, _PATIENCE_S)
    for process in stubborn:
        _send(process, signal.SIGKILL)
    wait_gone(stubborn, _PATIENCE_S)


def _send(process: psutil.Process, number: signal.Signals) -> None:
    try:
        process.send_signal(number)
    except psutil.NoSuchProcess:
        return
