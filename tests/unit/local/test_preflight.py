"""Every reason not to start, in one line that says what to do."""

import os
import socket
from pathlib import Path

import pytest
from cellscanner_local.errors import AddressUnusable, AlreadyRunning, DiskFull, NotWritable, PortInUse
from cellscanner_local.ports import free_ports
from cellscanner_local.preflight import DataDirLock, check_port, locked, open_data_dir
from cellscanner_local.settings import DataDir, LocalSettings


def test_the_data_folder_is_made_for_the_owner_alone(tmp_path: Path) -> None:
    data = open_data_dir(LocalSettings(data_dir=tmp_path / "deep" / "data", min_free_gb=0))
    assert data.logs.is_dir()
    assert data.root.stat().st_mode & 0o777 == 0o700


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")
    with pytest.raises(NotWritable, match=r"cannot be written: .*\. Set CELLSCANNER_DATA_DIR"):
        open_data_dir(LocalSettings(data_dir=tmp_path / "data"))


def test_a_disk_without_room_is_told(tmp_path: Path) -> None:
    with pytest.raises(DiskFull, match=r"The disk is full: .* CellScanner needs 1000000 GB"):
        open_data_dir(LocalSettings(data_dir=tmp_path, min_free_gb=1e6))


def test_a_port_in_use_is_told_with_a_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortInUse, match=f"Port {port} on 127.0.0.1 is already in use.*CELLSCANNER_PORT={port + 1}"):
            check_port(LocalSettings(port=port))


@pytest.mark.parametrize("host", ["no-such-machine.invalid", "192.0.2.1"])
def test_an_address_that_is_not_this_machines_is_no_port_in_use(host: str) -> None:
    with pytest.raises(AddressUnusable, match=f"Nothing can be served on port 8123 of {host}: .*CELLSCANNER_HOST"):
        check_port(LocalSettings(host=host, port=8123))


def test_a_free_port_is_accepted() -> None:
    check_port(LocalSettings(port=free_ports(1)[0]))


def test_a_second_launcher_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    with locked(data), pytest.raises(AlreadyRunning, match=f"process {os.getpid()}"):
        DataDirLock(data.lock).acquire()


def test_the_lock_of_a_launcher_that_ended_is_free(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    with locked(data):
        pass
    with locked(data):
        assert data.lock.read_text() == str(os.getpid())
