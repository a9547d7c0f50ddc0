"""The engines under the suite: what they have in common, and how to run one for the length of a `with` block."""

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from cellscanner_local.errors import EngineFailed

_POLL_S = 0.05


@dataclass(frozen=True)
class Command:
    """A process in the foreground: what a supervisor needs to know of it."""

    arguments: list[str]
    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    user: str | None = None
    stop_signal: str = "TERM"


class Engine(Protocol):
    """A server of somebody else's that the suite brings along."""

    @property
    def name(self) -> str: ...

    def prepare(self) -> Command:
        """Make the data folder on the first start, clear what a crash left, and say how to run the server."""

    def ready(self) -> bool:
        """Whether it answers, asked as its clients ask."""


@contextmanager
def running(engine: Engine, log: Path, patience_s: float = 300.0) -> Iterator[None]:
    """Run `engine` until the block ends, its output appended to `log`. Raises EngineFailed."""
    command = engine.prepare()
    with log.open("ab") as output:
        process = subprocess.Popen(
            command.arguments,
            cwd=command.folder,
            env=command.environment,
            user=command.user,
            group=command.user,
            extra_groups=[] if command.user else None,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        _await(engine, process, log, patience_s)
        yield
    finally:
        _stop(process, command.stop_signal)


def _await(engine: Engine, process: subprocess.Popen[bytes], log: Path, patience_s: float) -> None:
    deadline = time.monotonic() + patience_s
    while not engine.ready():
        if process.poll() is not None or time.monotonic() > deadline:
            raise EngineFailed(engine.name, f"see {log}")
        time.sleep(_POLL_S)


def _stop(process: subprocess.Popen[bytes], signal_name: str) -> None:
    process.send_signal(getattr(signal, f"SIG{signal_name}"))
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
