"""The supervisor itself, with small programs under it."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from cellscanner_local.engines import Command
from cellscanner_local.errors import EngineFailed
from cellscanner_local.supervision import Program, Supervisor

_LOOP = """
import signal, sys, time
def end(*_):
    with open("stops", "a") as stops:
        stops.write(sys.argv[1] + "\\n")
    sys.exit(0)
signal.signal(signal.SIGTERM, end)
print("up", sys.argv[1], flush=True)
while True:
    time.sleep(0.05)
"""


def _until(true: Callable[[], bool], patience_s: float = 120.0) -> None:
    deadline = time.monotonic() + patience_s
    while not true():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.05)


def _program(name: str, group: str, folder: Path, environment: dict[str, str] | None = None) -> Program:
    script = folder / "loop.py"
    script.write_text(_LOOP)
    return Program(name, group, Command([sys.executable, str(script), name], folder, environment or {}))


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    run, logs = tmp_path / "run", tmp_path / "logs"
    run.mkdir()
    logs.mkdir()
    supervisor = Supervisor(run, logs)
    yield supervisor
    supervisor.shutdown()


def _running(supervisor: Supervisor) -> set[str]:
    return {one.name for one in supervisor.states() if one.state == "RUNNING"}


def _pid(supervisor: Supervisor, name: str) -> int:
    return next(one.pid for one in supervisor.states() if one.name == name)


def test_nothing_runs_until_it_is_launched(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.start([_program("store", "store", tmp_path), _program("worker", "workers", tmp_path)])
    assert {one.state for one in supervisor.states()} == {"STOPPED"}
    supervisor.launch("store")
    _until(lambda: _running(supervisor) == {"store"})


def test_a_killed_program_is_started_again(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.start([_program("worker", "workers", tmp_path)])
    supervisor.launch("workers")
    _until(lambda: _running(supervisor) == {"worker"})
    first = _pid(supervisor, "worker")
    os.kill(first, signal.SIGKILL)
    _until(lambda: _running(supervisor) == {"worker"} and _pid(supervisor, "worker") != first)


def test_the_last_started_stops_first(supervisor: Supervisor, tmp_path: Path) -> None:
    groups = {"postgres": "postgres", "api": "gateway", "worker": "workers", "store": "store", "detector": "services"}
    supervisor.start([_program(name, group, tmp_path) for name, group in groups.items()])
    supervisor.launch(*groups.values())
    _until(lambda: len(_running(supervisor)) == 5)
    _until(lambda: all((tmp_path / "logs" / f"{name}.log").read_text() == f"up {name}\n" for name in groups))
    assert supervisor.shutdown()
    assert (tmp_path / "stops").read_text().split() == ["worker", "detector", "api", "store", "postgres"]


def test_awkward_settings_reach_the_program_word_for_word(supervisor: Supervisor, tmp_path: Path) -> None:
    values = {"CELLSCANNER_A": "/home/Ann O'Hara/100% cells, a=b;c#d/\\x", "CELLSCANNER_B": "%(ENV_HOME)s"}
    supervisor.start([_program("worker", "workers", tmp_path, values)])
    supervisor.launch("workers")
    _until(lambda: _running(supervisor) == {"worker"})
    environment = psutil.Process(_pid(supervisor, "worker")).environ()
    assert {key: environment[key] for key in values} == values


def test_a_path_that_its_file_cannot_hold_is_refused(supervisor: Supervisor, tmp_path: Path) -> None:
    with pytest.raises(EngineFailed, match="rename it"):
        supervisor.start([_program("worker", "workers", tmp_path, {"CELLSCANNER_A": "/data/slides #2"})])


def test_its_file_holds_secrets_and_is_for_the_owner_alone(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.start([_program("worker", "workers", tmp_path)])
    assert (tmp_path / "run" / "supervisord.conf").stat().st_mode & 0o777 == 0o600


def test_a_path_too_long_for_a_socket_gets_a_short_one_that_is_found_again(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 100)
    first, second = Supervisor(deep, deep), Supervisor(deep, deep)
    assert first.socket == second.socket
    assert len(os.fsencode(first.socket)) < 100
