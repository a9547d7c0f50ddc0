"""What a killed launcher leaves behind, and what must not be mistaken for it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from cellscanner_local import leftovers
from cellscanner_local.engines import Command
from cellscanner_local.settings import DataDir
from cellscanner_local.supervision import Program, Supervisor

_SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]


@pytest.fixture
def data(tmp_path: Path) -> DataDir:
    data = DataDir(tmp_path / "data")
    data.make()
    return data


def test_an_orphan_of_this_suite_is_ended_and_one_of_another_is_not(data: DataDir, tmp_path: Path) -> None:
    other = DataDir(tmp_path / "other")
    mine = subprocess.Popen(_SLEEP, env={**os.environ, **leftovers.marker(data)})
    theirs = subprocess.Popen(_SLEEP, env={**os.environ, **leftovers.marker(other)})
    try:
        assert leftovers.clear(data)
        assert mine.wait(120) == -signal.SIGTERM
        assert theirs.poll() is None
    finally:
        theirs.kill()
        theirs.wait()


def test_a_supervisor_without_its_launcher_is_told_to_stop_all(data: DataDir) -> None:
    orphan = Supervisor(data.run, data.logs)
    orphan.start([Program("worker", "workers", Command(_SLEEP, data.work, leftovers.marker(data)))])
    orphan.launch("workers")
    pid = next(one.pid for one in orphan.states())
    assert psutil.pid_exists(pid)
    assert leftovers.clear(data)
    assert orphan.shutdown(), "it is still there"
    assert not psutil.pid_exists(pid)


def test_after_a_clean_end_nothing_is_found(data: DataDir) -> None:
    assert leftovers.clear(data) is False
