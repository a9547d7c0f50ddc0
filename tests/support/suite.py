"""The whole suite as its users run it: a process of the launcher, a data folder, a port, and a client with the key."""

import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx
import psutil
from cellscanner_local.settings import DataDir
from cellscanner_local.supervision import Supervisor
from support.ports import inner_ports, take

REPOSITORY = Path(__file__).resolve().parents[2]
START_S = 600.0
# For what takes seconds where nothing else runs: a busy machine is no failure.
PATIENCE_S = 300.0
T = TypeVar("T")


def wait_until(ask: Callable[[], T | None], patience_s: float, what: str) -> T:
    """The first answer that is true. Fails with `what` when patience runs out."""
    deadline = time.monotonic() + patience_s
    while True:
        if answer := ask():
            return answer
        assert time.monotonic() < deadline, f"after {patience_s:.0f} s: {what}"
        time.sleep(0.1)


@dataclass
class RunningSuite:
    """One data folder and port; started, stopped, killed and started again as a test wants."""

    folder: Path
    port: int = field(default_factory=lambda: take(1)[0])
    environment: dict[str, str] = field(default_factory=dict)
    under_shell: bool = False
    _told_before: int = 0
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def data(self) -> DataDir:
        return DataDir((self.folder / "data").resolve())

    @property
    def key(self) -> str:
        return self.data.admin_key.read_text().strip()

    @property
    def output(self) -> str:
        """What the launcher has told a person, over all starts."""
        return (self.folder / "output").read_text()

    def launch(self) -> "RunningSuite":
        """Start the launcher and come back at once."""
        self._give_ports()
        command = [sys.executable, "-m", "cellscanner_local", "--stop-with-parent"]
        if self.under_shell:
            command = ["sh", "-c", f"{shlex.join(command)}; true"]
        with (self.folder / "output").open("ab") as output:
            self._told_before = len(self.output)
            self._process = subprocess.Popen(
                command,
                cwd=REPOSITORY,
                env={
                    **os.environ,
                    "CELLSCANNER_PORT": str(self.port),
                    "CELLSCANNER_START_PATIENCE_S": str(START_S),
                    "CELLSCANNER_DATA_DIR": str(self.data.root),
                    **self.environment,
                },
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        return self

    def _give_ports(self) -> None:
        """On the first start, as if there had been an earlier one that used them."""
        remembered = self.data.run / "ports.json"
        if not remembered.exists() and (ports := inner_ports()):
            self.data.make()
            remembered.write_text(ports.model_dump_json())

    def start(self) -> "RunningSuite":
        """Start the launcher and wait until everything is ready."""
        self.launch()
        wait_until(self._ready_or_over, START_S, f"the suite is not ready:\n{self.output}")
        assert self.alive(), self.output
        return self

    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def stop(self, number: signal.Signals = signal.SIGTERM, patience_s: float = PATIENCE_S) -> int:
        """Ask the launcher to stop, and return its exit status."""
        assert self._process is not None
        if self.alive():
            self._process.send_signal(number)
        return self._process.wait(patience_s)

    def wait(self) -> int:
        assert self._process is not None
        return self._process.wait(PATIENCE_S)

    def kill_launcher(self) -> None:
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def pids(self) -> dict[str, int]:
        """Process numbers by program name; 0 for one that does not run."""
        states = Supervisor(self.data.run, self.data.logs).states()
        return {one.name: one.pid for one in states}

    def kill(self, name: str) -> int:
        """SIGKILL one program as the kernel would when memory runs out; returns the number it had."""
        pid = self.pids()[name]
        assert pid, f"{name} does not run"
        os.kill(pid, signal.SIGKILL)
        return pid

    @contextmanager
    def away(self, group: str) -> Iterator[None]:
        """A group of programs stopped, as for maintenance, until the block ends."""
        supervisor = Supervisor(self.data.run, self.data.logs)
        supervisor.halt(group)
        try:
            yield
        finally:
            supervisor.launch(group)

    def await_restart(self, name: str, old_pid: int) -> None:
        wait_until(lambda: self.pids()[name] not in {0, old_pid}, PATIENCE_S, f"{name} was not started again")

    def leftovers(self) -> list[str]:
        """Command lines of processes that still carry this suite's mark."""
        mark = ("CELLSCANNER_LOCAL_SUITE", str(self.data.root))
        return [" ".join(one.cmdline()) for one in psutil.process_iter() if mark in _environment(one).items()]

    def client(self) -> httpx.Client:
        return client_of(f"{self.url}/api/v1", {"Authorization": f"Bearer {self.key}"})

    def await_ready(self) -> dict[str, Any]:
        """What /readyz says once it says 200: on a busy machine a part may answer too late for one question."""
        return wait_until(self._ready, PATIENCE_S, "it does not become ready")

    def _ready(self) -> dict[str, Any] | None:
        status, body = self.readiness()
        return body if status == 200 else None

    def readiness(self) -> tuple[int, dict[str, Any]]:
        answer = httpx.get(f"{self.url}/readyz", timeout=PATIENCE_S, trust_env=False)
        body: dict[str, Any] = answer.json()
        return answer.status_code, body

    def _ready_or_over(self) -> bool:
        return not self.alive() or "CellScanner is ready" in self.output[self._told_before :]


def client_of(address: str, headers: dict[str, str]) -> httpx.Client:
    """A connection a call: one that is kept may be closed by the server just when it is needed again."""
    limits = httpx.Limits(max_keepalive_connections=0)
    return httpx.Client(base_url=address, headers=headers, timeout=PATIENCE_S, limits=limits, trust_env=False)


def _environment(process: psutil.Process) -> dict[str, str]:
    try:
        return process.environ()
    except (psutil.Error, OSError):
        return {}
