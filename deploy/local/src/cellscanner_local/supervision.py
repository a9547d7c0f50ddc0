"""The process supervisor: `supervisord`, told what to run by a file and spoken to over its own socket.

It restarts what crashes, rotates the logs, and stops everything in the reverse of the order of `PRIORITY`.
"""

import configparser
import hashlib
import os
import shlex
import subprocess
import sys
import tempfile
import time
import xmlrpc.client
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from io import StringIO
from pathlib import Path
from typing import Any, cast

import psutil
from supervisor.xmlrpc import SupervisorTransport

from cellscanner_local.engines import Command
from cellscanner_local.errors import EngineFailed
from cellscanner_local.private import write_private
from cellscanner_local.processes import wait_gone

# Started from the top, stopped from the bottom.
PRIORITY = {"postgres": 10, "store": 20, "gateway": 30, "services": 40, "workers": 50}
_LONGEST_SOCKET_PATH = 90
_POLL_S = 0.1
_LOG_BYTES = 10 * 1024 * 1024
_LOG_BACKUPS = 3
_UNQUOTABLE = ('"', "\n", " #", " ;")


@dataclass(frozen=True)
class Program:
    """A supervised process: its name, its rank in starting and stopping, and how to run it."""

    name: str
    group: str
    command: Command
    stop_wait_s: int = 20


@dataclass(frozen=True)
class ProcessState:
    name: str
    state: str
    pid: int
    started: int


class Supervisor:
    """One supervisord for one data folder. Its files lie in `run`, the logs of its programs in `logs`."""

    def __init__(self, run: Path, logs: Path) -> None:
        self._config = run / "supervisord.conf"
        self._pid_file = run / "supervisord.pid"
        self._logs = logs
        self.socket = _socket_path(run)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, programs: list[Program], patience_s: float = 30.0) -> None:
        """Run supervisord with nothing started yet. It gets a session of its own: Ctrl-C is for the launcher alone."""
        write_private(self._config, self._configuration(programs))
        self.socket.parent.mkdir(mode=0o700, exist_ok=True)
        self.socket.unlink(missing_ok=True)
        with (self._logs / "supervisor.out").open("wb") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "supervisor.supervisord", "--nodaemon", "--configuration", str(self._config)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        deadline = time.monotonic() + patience_s
        while not self.answers():
            if not self.alive() or time.monotonic() > deadline:
                raise EngineFailed("The process supervisor", f"see {self._logs / 'supervisor.out'}")
            time.sleep(_POLL_S)

    def alive(self) -> bool:
        """Whether the supervisord that this launcher started is still there."""
        return self._process is not None and self._process.poll() is None

    def answers(self) -> bool:
        """Whether any supervisord listens on the socket: ours, or one that a killed launcher left behind."""
        try:
            self._call("getPID")
        except xmlrpc.client.Fault:  # it is there, and about to end
            return True
        except (OSError, HTTPException):
            return False
        return True

    def launch(self, *groups: str) -> None:
        for group in groups:
            self._call("startProcessGroup", group, False)

    def halt(self, *groups: str) -> None:
        """Stop programs and wait until they have; they stay down until launched again."""
        for group in groups:
            self._call("stopProcessGroup", group, True)

    def states(self) -> list[ProcessState]:
        found = cast(list[dict[str, Any]], self._call("getAllProcessInfo"))
        return [
            ProcessState(str(one["name"]), str(one["statename"]), int(one["pid"]), int(one["start"])) for one in found
        ]

    def shutdown(self, patience_s: float = 120.0) -> bool:
        """Stop everything in order, then supervisord itself; False if it is still there when patience runs out."""
        # The file first: a supervisord that is about to end answers no more questions.
        process = self._running_process()
        with suppress(OSError, HTTPException, xmlrpc.client.Fault):
            self._call("shutdown")
        stays = wait_gone([process], patience_s) if process else []
        return not self.alive() and not stays

    def _running_process(self) -> psutil.Process | None:
        try:
            return psutil.Process(self._process.pid if self._process else int(self._pid_file.read_text()))
        except (OSError, ValueError, psutil.Error):
            return None

    def _call(self, method: str, *arguments: object) -> object:
        transport = SupervisorTransport(None, None, f"unix://{self.socket}")
        try:
            proxy = xmlrpc.client.ServerProxy("http://127.0.0.1", transport=cast(xmlrpc.client.Transport, transport))
            return getattr(proxy.supervisor, method)(*arguments)
        finally:
            transport.close()

    def _configuration(self, programs: list[Program]) -> str:
        parser = configparser.RawConfigParser()
        parser["unix_http_server"] = {"file": _literal(str(self.socket)), "chmod": "0700"}
        parser["rpcinterface:supervisor"] = {
            "supervisor.rpcinterface_factory": "supervisor.rpcinterface:make_main_rpcinterface"
        }
        parser["supervisord"] = {
            "logfile": _literal(str(self._logs / "supervisor.log")),
            "logfile_maxbytes": str(_LOG_BYTES),
            "logfile_backups": str(_LOG_BACKUPS),
            "pidfile": _literal(str(self._pid_file)),
            "umask": "077",
            "silent": "true",
            "minfds": "1024",
            **({"user": "root"} if os.geteuid() == 0 else {}),
        }
        for group in {program.group for program in programs}:
            members = [program.name for program in programs if program.group == group]
            parser[f"group:{group}"] = {"programs": ",".join(members), "priority": str(PRIORITY[group])}
        for program in programs:
            parser[f"program:{program.name}"] = self._section(program)
        text = StringIO()
        parser.write(text)
        return text.getvalue()

    def _section(self, program: Program) -> dict[str, str]:
        command = program.command
        return {
            "command": _literal(shlex.join(command.arguments)),
            "directory": _literal(str(command.folder)),
            "environment": ",".join(f'{key}="{_literal(value)}"' for key, value in command.environment.items()),
            "autostart": "false",
            "autorestart": "true",
            "startsecs": "1",
            # A service whose database is away comes back when it is; the pause between tries grows by a second each.
            "startretries": "100000",
            "stopsignal": command.stop_signal,
            "stopwaitsecs": str(program.stop_wait_s),
            "killasgroup": "true",
            "redirect_stderr": "true",
            "stdout_logfile": _literal(str(self._logs / f"{program.name}.log")),
            "stdout_logfile_maxbytes": str(_LOG_BYTES),
            "stdout_logfile_backups": str(_LOG_BACKUPS),
            **({"user": command.user} if command.user else {}),
        }


def _literal(value: str) -> str:
    """As supervisord's file wants a value that is meant word for word. Raises EngineFailed for what it cannot hold."""
    if any(mark in value for mark in _UNQUOTABLE):
        raise EngineFailed(
            "The process supervisor", 'a path holds " or a line break, or # or ; after a space; rename it'
        )
    return value.replace("%", "%%")


def _socket_path(run: Path) -> Path:
    """Beside the other files, or in the temporary folder where that path is too long for a socket."""
    beside = run / "supervisor.sock"
    if len(os.fsencode(beside)) <= _LONGEST_SOCKET_PATH:
        return beside
    digest = hashlib.sha256(os.fsencode(run)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"cellscanner-{os.getuid()}-{digest}" / "supervisor.sock"
