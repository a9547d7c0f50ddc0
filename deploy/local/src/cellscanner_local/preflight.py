"""What must hold before anything is started, each failure told in one line."""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cellscanner_local.errors import AddressUnusable, AlreadyRunning, DiskFull, NotWritable, PortInUse
from cellscanner_local.ports import is_free
from cellscanner_local.settings import DataDir, LocalSettings

_STOPPING = "stopping"
_GRACE_S = 3.0
_STOP_PATIENCE_S = 90.0
_POLL_S = 0.1


def open_data_dir(settings: LocalSettings) -> DataDir:
    """Make the data folder and prove that it can be written and has room. Raises NotWritable, DiskFull."""
    data = DataDir(settings.data_dir.expanduser().resolve())
    try:
        data.make()
        probe = data.root / ".writable"
        probe.write_bytes(b"1")
        probe.unlink()
        free_gb = shutil.disk_usage(data.root).free / 1e9
    except OSError as error:
        raise NotWritable(str(data.root), error.strerror or str(error)) from error
    if free_gb < settings.min_free_gb:
        raise DiskFull(str(data.root), free_gb, settings.min_free_gb)
    return data


def check_port(settings: LocalSettings) -> None:
    """Raises PortInUse, AddressUnusable."""
    try:
        free = is_free(settings.port, settings.host)
    except OSError as error:
        raise AddressUnusable(settings.host, settings.port, error.strerror or str(error)) from error
    if not free:
        raise PortInUse(settings.host, settings.port)


class DataDirLock:
    """Held while a launcher owns the data folder; the kernel lets go of it however the launcher ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor = -1

    def acquire(self) -> None:
        """Take the lock, waiting for a launcher that is about to end. Raises AlreadyRunning."""
        self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        start = time.monotonic()
        while not self._try():
            holder, _, state = self._path.read_text().partition(" ")
            patience = _STOP_PATIENCE_S if state == _STOPPING else _GRACE_S
            if time.monotonic() - start > patience:
                raise AlreadyRunning(str(self._path.parent), holder)
            time.sleep(_POLL_S)
        self._write(str(os.getpid()))

    def announce_stop(self) -> None:
        """Tell the next launcher that waiting is worth it."""
        self._write(f"{os.getpid()} {_STOPPING}")

    def release(self) -> None:
        os.close(self._descriptor)

    def _try(self) -> bool:
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _write(self, text: str) -> None:
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, text.encode(), 0)


@contextmanager
def locked(data: DataDir) -> Iterator[DataDirLock]:
    lock = DataDirLock(data.lock)
    lock.acquire()
    try:
        yield lock
    finally:
        lock.release()
