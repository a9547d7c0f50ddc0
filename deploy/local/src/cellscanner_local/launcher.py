"""The one-command start: check, start in order, wait until ready, watch, and stop in order."""

import os
import shlex
import signal
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType

import httpx

from cellscanner_local import leftovers, readiness
from cellscanner_local.engines import Engine
from cellscanner_local.errors import EngineFailed, NotReady, StartError
from cellscanner_local.preflight import DataDirLock, check_port, locked, open_data_dir
from cellscanner_local.private import Secrets
from cellscanner_local.programs import InnerPorts, Suite, inherited
from cellscanner_local.settings import LocalSettings
from cellscanner_local.supervision import Supervisor

_POLL_S = 0.25
_ASK_TIMEOUT_S = 15.0


class Stopped(Exception):
    """A person or the system asked for the end while the suite was still starting."""


class Launcher:
    """One run of the suite, from `run()` until it is asked to stop."""

    def __init__(self, settings: LocalSettings, stop_with_parent: bool = False) -> None:
        self._settings = settings
        self._parent = os.getppid() if stop_with_parent else None
        self._stop = threading.Event()

    def run(self) -> None:
        """Start, watch, stop. Raises StartError with one line for a person."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        data = open_data_dir(self._settings)
        with locked(data) as lock:
            if leftovers.clear(data):
                _say("Stopped what an earlier run had left behind.")
            check_port(self._settings)
            suite = Suite(self._settings, data, Secrets.load(data.secrets), InnerPorts.choose(data.run / "ports.json"))
            supervisor = Supervisor(data.run, data.logs)
            try:
                self._start(suite, supervisor)
                self._watch(supervisor)
            except Stopped:
                pass
            finally:
                self._shut_down(suite, supervisor, lock)

    def _start(self, suite: Suite, supervisor: Supervisor) -> None:
        _say(f"Starting CellScanner. Data and logs: {suite.data.root}")
        supervisor.start(suite.programs())
        supervisor.launch("postgres", "store")
        self._await_engine(suite.postgres, suite)
        self._await_engine(suite.store, suite)
        suite.postgres.ensure_database()
        supervisor.launch("services")
        self._once(suite, "migrate", "Preparing the database")
        self._once(suite, "seed", "Preparing administrator, models and sample")
        supervisor.launch("gateway", "workers")
        self._await_ready(suite, supervisor)
        _say(_banner(suite))

    def _await_engine(self, engine: Engine, suite: Suite) -> None:
        deadline = time.monotonic() + suite.settings.start_patience_s
        while not engine.ready():
            if time.monotonic() > deadline:
                raise EngineFailed(engine.name, f"the reasons are in {suite.data.logs}")
            self._pause()
        _say(f"  {engine.name} is up")

    def _once(self, suite: Suite, role: str, title: str) -> None:
        """Run a step that ends, its output in a log of its own."""
        _say(f"  {title}")
        command = suite.gateway(role)
        log = suite.data.logs / f"{role}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                command.arguments,
                cwd=command.folder,
                env=inherited(command),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
            try:
                while process.poll() is None:
                    self._pause()
            except Stopped:
                process.terminate()
                process.wait()
                raise
        if process.returncode:
            raise StartError(f"{title} failed: {_last_line(log)} (all of it in {log})")

    def _await_ready(self, suite: Suite, supervisor: Supervisor) -> None:
        """Ask /readyz until it says 200, telling what is still missing whenever that changes."""
        start = time.monotonic()
        told = ""
        with httpx.Client(base_url=local_address(suite.settings), timeout=_ASK_TIMEOUT_S, trust_env=False) as client:
            while True:
                ready, missing = readiness.ask(client)
                if ready:
                    return
                waited = time.monotonic() - start
                if missing != told:
                    told = missing
                    _say(f"  Waiting for {missing}")
                if waited > suite.settings.start_patience_s or not supervisor.alive():
                    raise NotReady(waited, missing, str(suite.data.logs))
                self._pause()

    def _watch(self, supervisor: Supervisor) -> None:
        """Until asked to stop: tell a person what was restarted. Raises StartError if the supervisor itself ended."""
        known = {one.name: one.pid for one in supervisor.states()}
        while not self._stop.wait(1.0):
            self._follow_parent()
            if not supervisor.alive():
                raise StartError("The process supervisor ended unexpectedly; CellScanner stops. Start it again.")
            for one in supervisor.states():
                if one.pid and one.pid != known[one.name]:
                    _say(f"{one.name} had stopped and was started again (its log: logs/{one.name}.log)")
                    known[one.name] = one.pid

    def _shut_down(self, suite: Suite, supervisor: Supervisor, lock: DataDirLock) -> None:
        lock.announce_stop()
        _say("Stopping CellScanner …")
        supervisor.shutdown()
        leftovers.clear(suite.data)
        _say("Stopped. The data stay where they are.")

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._stop.set()

    def _pause(self) -> None:
        """A moment between two questions. Raises Stopped."""
        self._follow_parent()
        if self._stop.wait(_POLL_S):
            raise Stopped

    def _follow_parent(self) -> None:
        if self._parent is not None and os.getppid() != self._parent:
            self._stop.set()


def _say(line: str) -> None:
    """Whoever listened may be gone, with the window that was closed; the suite has to be stopped all the same."""
    with suppress(OSError):
        print(line, flush=True)


def _last_line(log: Path) -> str:
    lines = log.read_text(errors="replace").strip().splitlines()
    return lines[-1][:300] if lines else "no reason given"


def local_address(settings: LocalSettings) -> str:
    """Where this machine reaches page and API, also where they listen on every address."""
    host = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104 - compared, not bound
    return f"http://[{host}]:{settings.port}" if ":" in host else f"http://{host}:{settings.port}"


def _banner(suite: Suite) -> str:
    address = local_address(suite.settings)
    key = shlex.quote(str(suite.data.admin_key))
    return f"""
CellScanner is ready: {address}

  Sign in with the administrator's key, which is in {suite.data.admin_key}
  For programs:  curl -H "Authorization: Bearer $(cat {key})" {address}/api/v1/models
  API pages:     {address}/api/v1/docs
  Logs:          {suite.data.logs}

Research use only; not for diagnosis. Stop with Ctrl-C.
"""
